package dev.modelsync.events.openapi;

import dev.modelsync.events.Api;
import dev.modelsync.events.Hm;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** That answers are as the contract says is held by every test that asks through {@link Api}. */
class ContractIT {
    private static ConfigurableApplicationContext application;
    private static Api api;

    @BeforeAll
    static void startApplication() {
        application = Hm.shared().startApplication();
        api = new Api(application);
    }

    @AfterAll
    static void stopApplication() {
        application.close();
    }

    @Test
    void shouldListExactlyTheOperationsThatThereAre() {
        RequestMappingHandlerMapping mapping =
                application.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        Set<String> mapped = mapping.getHandlerMethods().keySet().stream()
                .flatMap(ContractIT::operations)
                .filter(operation -> operation.contains(" /api/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed(Contract.load().json())).isEqualTo(mapped);
    }

    @Test
    void shouldServeOneDocumentInTwoForms() throws Exception {
        JsonNode json = api.send("GET", "/api/v1/openapi.json", "").json();
        Object yaml = new Yaml()
                .load(api.send("GET", "/api/v1/openapi.yaml", "").response().body());

        assertThat(json).isEqualTo(Contract.load().withoutAccess().json());
        assertThat(JsonMapper.shared().<JsonNode>valueToTree(yaml)).isEqualTo(json);
    }

    private static Stream<String> operations(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .map(method -> method + ' ' + path));
    }

    private static Set<String> listed(JsonNode document) {
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .filter(name -> !name.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + ' ' + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
