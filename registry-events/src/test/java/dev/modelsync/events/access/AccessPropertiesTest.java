package dev.modelsync.events.access;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessPropertiesTest {
    private static final String PREFIX = "modelsync.access";
    private static final String ISSUER = "mode=oidc token.issuer=https://login.example.com/realms/hm ";

    @Test
    void shouldHaveDefaults() {
        assertThat(bind(""))
                .hasToString("AccessProperties[mode=NONE, rolesClaim=roles, token=Token[issuer=null, jwkSetUri=null,"
                        + " audience=modelsync, clockSkew=PT1M], client=Client[id=, scopes=[openid, profile]]]");
    }

    @Test
    void shouldMapEveryKeyAndNotShowTheSecret() {
        AccessProperties bound = bind(ISSUER + "token.jwk-set-uri=http://localhost:8180/keys token.audience=hm"
                + " token.clock-skew=2s roles-claim=realm_access.roles"
                + " client.id=hm-pages client.secret=hush client.scopes=openid,email");

        assertThat(bound)
                .hasToString("AccessProperties[mode=OIDC, rolesClaim=realm_access.roles,"
                        + " token=Token[issuer=https://login.example.com/realms/hm,"
                        + " jwkSetUri=http://localhost:8180/keys, audience=hm, clockSkew=PT2S],"
                        + " client=Client[id=hm-pages, scopes=[openid, email]]]");
        assertThat(bound.client().secret()).isEqualTo("hush");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode=oidc | token.issuer",
                "mode=none token.issuer=https://login.example.com | token.issuer",
                "client.id=pages | token.issuer or client.id",
                "mode=oidc token.issuer=http://login.example.com | token.issuer",
                "mode=oidc token.issuer=login | token.issuer",
                ISSUER + "token.jwk-set-uri=http://10.0.0.1/keys | token.jwk-set-uri",
                ISSUER + "token.audience= | token.audience",
                ISSUER + "token.clock-skew=-1s | token.clock-skew",
                ISSUER + "token.clock-skew=11m | token.clock-skew",
                ISSUER + "roles-claim= | roles-claim",
                ISSUER + "client.id=modelsync | client.id",
                ISSUER + "client.secret=hush | client.secret",
                ISSUER + "client.id=pages client.scopes=profile | client.scopes"
            })
    void shouldNameTheViolation(String settings, String key) {
        assertThatThrownBy(() -> bind(settings))
                .isInstanceOf(BindException.class)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(PREFIX + '.' + key, "allowed")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=basic", ISSUER + "token.clock-skew=long"})
    void shouldTakeNoOtherValues(String settings) {
        assertThatThrownBy(() -> bind(settings)).isInstanceOf(BindException.class);
    }

    private static AccessProperties bind(String settings) {
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.strip().split(" ")) {
            String[] parts = setting.split("=", 2);
            if (parts.length == 2) {
                properties.put(PREFIX + '.' + parts[0], parts[1]);
            }
        }
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(PREFIX, AccessProperties.class);
    }
}
