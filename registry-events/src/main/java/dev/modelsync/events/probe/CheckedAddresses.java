package dev.modelsync.events.probe;

import dev.modelsync.provider.address.OutboundAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Has the client connect to the addresses that were checked, and to no others. */
record CheckedAddresses(OutboundAddresses addresses) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return addresses.resolve(host).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
