package dev.modelsync.events.web.guard;

import dev.modelsync.events.RegistryEventsApplication;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoopbackOnlyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.address=127.0.0.1",
                "server.address=127.9.9.9",
                "server.address=::1",
                "server.address=localhost",
                "server.address=127.0.0.1 server.port=8080 management.server.port=8080",
                "server.address=127.0.0.1 server.port=8080 management.server.port=-1",
                "server.address=::1 management.server.port=8081 management.server.address=127.0.0.1",
                "server.address=0.0.0.0 modelsync.access.mode=oidc modelsync.access.token.issuer=https://login.example.com"
            })
    void shouldBeContent(String settings) {
        assertThatCode(() -> check(settings)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.1", "192.168.1.7", "2001:db8:0:0:0:0:0:1", "0:0:0:0:0:0:0:0"})
    void shouldRefuseEveryOtherAddress(String address) {
        refused("server.address=" + address, "server.address", address);
    }

    @Test
    void shouldRefuseEveryAddressAtOnce() {
        refused("", "server.address", "not set");
    }

    @Test
    void shouldLookAtThePortForMonitoringAsWell() {
        String server = "server.address=127.0.0.1 server.port=8080 management.server.port=8081 ";
        refused(server, "management.server.address", "not set");
        refused(server + "management.server.address=10.0.0.1", "management.server.address", "10.0.0.1");
        refused(
                "server.address=127.0.0.1 server.port=0 management.server.port=0",
                "management.server.address",
                "not set");
    }

    /** There is no such database, which nobody gets to know. */
    @Test
    void shouldRefuseBeforeAnythingIsTouched() {
        Map<String, Object> properties = Map.of(
                "server.address", "0.0.0.0",
                "server.port", 0,
                "modelsync.database.url", "jdbc:postgresql://127.0.0.1:1/none");

        assertThatThrownBy(() -> RegistryEventsApplication.start(properties).close())
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContainingAll("server.address", "0.0.0.0", "modelsync.access.mode");
    }

    private static void refused(String settings, String property, String found) {
        assertThatThrownBy(() -> check(settings))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContainingAll(property, found, "allowed", "modelsync.access.mode=oidc");
    }

    private static void check(String settings) {
        MockEnvironment environment = new MockEnvironment();
        for (String setting : settings.split(" ")) {
            String[] parts = setting.split("=", 2);
            if (parts.length == 2) {
                environment.setProperty(parts[0], parts[1]);
            }
        }
        LoopbackOnly.check(environment);
    }
}
