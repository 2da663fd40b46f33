package dev.modelsync.provider.address;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com, https://api.openai.com",
        "HTTPS://API.OpenAI.com:443/, https://api.openai.com",
        "http://api.example.com:80, http://api.example.com",
        "http://api.example.com:443, http://api.example.com:443",
        "https://api.example.com./base//, https://api.example.com/base",
        "https://api.example.com/Base/Path, https://api.example.com/Base/Path",
        "https://api.example.com/v10, https://api.example.com/v10",
        "http://0x8.8.010.8, http://8.8.8.8",
        "http://134744072, http://8.8.8.8",
        "'https://[2606:4700:0:0::1111]:8443', 'https://[2606:4700:0:0:0:0:0:1111]:8443'",
        "'http://[::ffff:8.8.8.8]', http://8.8.8.8"
    })
    void shouldNormalise(String given, String normalised) throws Exception {
        assertThat(Endpoint.parse(given)).hasToString(normalised);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://api.example.com, scheme",
        "api.example.com, scheme",
        "mailto:someone@example.com, scheme",
        "https://user:pw@api.example.com, user or password",
        "https://api.example.com?x=1, query",
        "https://api.example.com/#x, fragment",
        "https://api.example.com/v1, /v1",
        "https://api.example.com/base/v1/, /v1",
        "https://api.example.com/a/../b, dot segments",
        "https://api.example.com/%2E%2e/b, dot segments",
        "https://api.example.com:0, port",
        "https://api.example.com:70000, port",
        "https:///path, host",
        "https://exa mple.com, not a URL",
        "https://ex%41mple.com, host",
        "https://-example.com, host",
        "https://bücher.example, host",
        "http://1.2.3.4.5, complete address",
        "http://256.1.1.1, complete address",
        "http://1.2.3.09, complete address",
        "http://foo.1, complete address",
        "'http://[::1%25eth0]', complete address",
        "'http://[nonsense]', URL"
    })
    void shouldRefuse(String given, String because) {
        assertThatThrownBy(() -> Endpoint.parse(given))
                .isInstanceOf(Endpoint.RefusedException.class)
                .hasMessageContaining(because);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST.",
                "db.localhost",
                "metadata.google.internal",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "0",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[ff02::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:a00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[2001:db8::1]"
            })
    void shouldRecogniseWhatIsNotPublic(String host) throws Exception {
        assertThat(Endpoint.parse("http://" + host).host().isPublic()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.openai.com",
                "localhost.example.com",
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.128.0.1",
                "192.169.0.1",
                "[2606:4700::1111]",
                "[64:ff9b::808:808]",
                "[2002:808:808::]",
                "[::ffff:8.8.8.8]"
            })
    void shouldRecogniseWhatIsPublic(String host) throws Exception {
        assertThat(Endpoint.parse("http://" + host).host().isPublic()).isTrue();
    }
}
