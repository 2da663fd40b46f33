package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.AccessProperties;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;

/** Where nobody is asked who he is, everybody may do everything, for which everybody has to be on this machine. */
final class LoopbackOnly {
    private LoopbackOnly() {}

    /** @throws InvalidConfigurationPropertyValueException when a server without authentication would listen elsewhere */
    static void check(Environment environment) {
        Binder settings = Binder.get(environment);
        AccessProperties access = settings.bindOrCreate("modelsync.access", AccessProperties.class);
        if (access.mode() == AccessProperties.Mode.OIDC) {
            return;
        }
        requireLoopback(
                "server.address",
                settings.bindOrCreate("server", ServerProperties.class).getAddress());
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
            requireLoopback(
                    "management.server.address",
                    settings.bindOrCreate("management.server", ManagementServerProperties.class)
                            .getAddress());
        }
    }

    private static void requireLoopback(String property, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            String found = address == null ? "not set, which means every address" : address.getHostAddress();
            throw new InvalidConfigurationPropertyValueException(
                    property,
                    address == null ? "" : address.getHostAddress(),
                    property + " is " + found
                            + ", and modelsync.access.mode is none: without authentication only loopback"
                            + " is allowed (127.0.0.1, ::1 or localhost). To listen elsewhere, set"
                            + " modelsync.access.mode=oidc");
        }
    }
}
