package dev.modelsync.events.outbound;

import java.net.InetAddress;
import java.util.Map;

/** Names that resolve to what a test says. */
public final class Names {
    private Names() {}

    /** Everything else resolves as the system has it; what is not public is refused. */
    public static OutboundAddresses guarded(Map<String, String> addresses) {
        return new OutboundAddresses(host -> InetAddress.getAllByName(addresses.getOrDefault(host, host)), false);
    }
}
