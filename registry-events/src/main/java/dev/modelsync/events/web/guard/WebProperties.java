package dev.modelsync.events.web.guard;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param allowedHosts names under which the server is addressed, beside localhost and every address in numbers */
@ConfigurationProperties("modelsync.web")
public record WebProperties(@DefaultValue List<String> allowedHosts) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    public WebProperties {
        allowedHosts = List.copyOf(allowedHosts);
        for (String host : allowedHosts) {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("modelsync.web.allowed-hosts has '" + host
                        + "'; allowed: host names in lower case, without scheme and port");
            }
        }
    }
}
