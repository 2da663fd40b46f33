package dev.modelsync.provider.secret;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretPropertiesTest {
    @ParameterizedTest
    @CsvSource({
        "'keyset=hush', 'SecretProperties[store=FILE, folder=data/secrets, keysetFile=null,"
                + " kubernetes=Kubernetes[namespace=null]]'",
        "'store=kubernetes', 'SecretProperties[store=KUBERNETES, folder=data/secrets, keysetFile=null,"
                + " kubernetes=Kubernetes[namespace=null]]'"
    })
    void shouldHaveDefaults(String settings, String expected) {
        assertThat(bind(settings)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'store=file folder=f keyset-file=k', 'SecretProperties[store=FILE, folder=f, keysetFile=k,"
                + " kubernetes=Kubernetes[namespace=null]]'",
        "'store=kubernetes folder=f kubernetes.namespace=hm-1', 'SecretProperties[store=KUBERNETES, folder=f,"
                + " keysetFile=null, kubernetes=Kubernetes[namespace=hm-1]]'"
    })
    void shouldMapEveryKey(String settings, String expected) {
        assertThat(bind(settings)).hasToString(expected);
        assertThat(bind("keyset=hush").keyset()).isEqualTo("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "'folder=x', needs exactly one of keyset and keyset-file with store=file; found none",
        "'keyset=hush keyset-file=k', needs exactly one of keyset and keyset-file with store=file; found both",
        "'store=kubernetes keyset=hush', modelsync.secrets.keyset is for store=file",
        "'store=kubernetes keyset-file=k', modelsync.secrets.keyset-file is for store=file",
        "'keyset=hush kubernetes.namespace=hm', modelsync.secrets.kubernetes.namespace is for store=kubernetes",
        "'store=kubernetes kubernetes.namespace=Hm', allowed are 1 to 63",
        "'store=kubernetes kubernetes.namespace=a/b', allowed are 1 to 63"
    })
    void shouldNameTheViolation(String settings, String expected) {
        assertThatThrownBy(() -> bind(settings))
                .isInstanceOf(BindException.class)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected)
                .message()
                .contains("modelsync.secrets")
                .doesNotContain("hush");
    }

    private static SecretProperties bind(String settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.split(" ")) {
            String[] parts = setting.split("=");
            properties.put("modelsync.secrets." + parts[0], parts[1]);
        }
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("modelsync.secrets", SecretProperties.class);
    }
}
