package dev.modelsync.events.probe;

import dev.modelsync.provider.address.OutboundAddresses;
import dev.modelsync.provider.address.OutboundPolicy;
import java.net.InetAddress;
import java.util.Map;

/** Names that resolve to what a test says. */
final class Names {
    private Names() {}

    /** Everything else resolves as the system has it; what is not public is refused. */
    static OutboundAddresses guarded(Map<String, String> addresses) {
        return new OutboundAddresses(
                host -> InetAddress.getAllByName(addresses.getOrDefault(host, host)), OutboundPolicy.publicOnly());
    }
}
