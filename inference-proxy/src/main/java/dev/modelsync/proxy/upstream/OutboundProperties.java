package dev.modelsync.proxy.upstream;

import dev.modelsync.provider.address.OutboundPolicy;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which hosts and networks may be connected to, each list of hosts ({@code api.example.com}, {@code *.example.com})
 * and networks ({@code 10.1.0.0/16}).
 *
 * @param allow let through although they are not public
 * @param deny refused, whatever else is said
 * @param only when not empty, nothing else
 */
@ConfigurationProperties("modelsync.outbound")
public record OutboundProperties(
        @DefaultValue List<String> allow,
        @DefaultValue List<String> deny,
        @DefaultValue List<String> only) {
    public OutboundProperties {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        only = List.copyOf(only);
        new OutboundPolicy(allow, deny, only);
    }

    public OutboundPolicy policy() {
        return new OutboundPolicy(allow, deny, only);
    }
}
