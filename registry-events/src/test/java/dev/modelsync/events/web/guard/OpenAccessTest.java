package dev.modelsync.events.web.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenAccessTest {
    private final ServerProperties server = new ServerProperties();
    private final ManagementServerProperties management = new ManagementServerProperties();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost"})
    void shouldBeForLoopback(String address) throws UnknownHostException {
        server.setAddress(InetAddress.getByName(address));

        assertThatCode(() -> new OpenAccess(server, management)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "192.168.1.7", "2001:db8::1"})
    void shouldRefuseEveryOtherAddress(String address) throws UnknownHostException {
        server.setAddress(InetAddress.getByName(address));

        refused("server.address", InetAddress.getByName(address).getHostAddress());
    }

    @Test
    void shouldRefuseEveryAddressAtOnce() {
        refused("server.address", "not set");
    }

    @Test
    void shouldLookAtThePortForMonitoringAsWell() throws UnknownHostException {
        server.setAddress(InetAddress.getLoopbackAddress());
        server.setPort(8080);
        management.setPort(8081);
        refused("management.server.address", "not set");
        management.setAddress(InetAddress.getByName("10.0.0.1"));
        refused("management.server.address", "10.0.0.1");
        management.setAddress(InetAddress.getLoopbackAddress());

        assertThatCode(() -> new OpenAccess(server, management)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8080})
    void shouldNotLookWhereThereIsNoOtherPort(@Nullable Integer port) {
        server.setAddress(InetAddress.getLoopbackAddress());
        server.setPort(8080);
        management.setPort(port);

        assertThatCode(() -> new OpenAccess(server, management)).doesNotThrowAnyException();
    }

    private void refused(String property, String found) {
        assertThatThrownBy(() -> new OpenAccess(server, management))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContainingAll(property, found, "allowed", "modelsync.access.mode=oidc");
    }
}
