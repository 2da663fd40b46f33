package dev.modelsync.events.web.guard;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;

/** Nothing: everybody may do everything, for which everybody has to be on this machine. */
final class OpenAccess implements Access {
    /** @throws InvalidConfigurationPropertyValueException unless the server will listen on loopback only */
    OpenAccess(ServerProperties server, ManagementServerProperties management) {
        requireLoopback("server.address", server.getAddress());
        Integer port = management.getPort();
        if (port != null && port >= 0 && !port.equals(server.getPort())) {
            requireLoopback("management.server.address", management.getAddress());
        }
    }

    private static void requireLoopback(String property, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            String found = address == null ? "not set, which means every address" : address.getHostAddress();
            throw new InvalidConfigurationPropertyValueException(
                    property,
                    address == null ? "" : address.getHostAddress(),
                    "it is " + found + ", and modelsync.access.mode is none: without authentication only loopback is"
                            + " allowed (127.0.0.1, ::1 or localhost). To listen elsewhere, set modelsync.access.mode=oidc");
        }
    }

    @Override
    public void guardApi(HttpSecurity http) {
        permitAll(http);
    }

    @Override
    public void guardPages(HttpSecurity http) {
        permitAll(http);
    }

    @Override
    public String formTargets() {
        return "";
    }

    private static void permitAll(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable);
    }
}
