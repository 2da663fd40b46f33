package dev.modelsync.events.outbound;

import dev.modelsync.events.registration.rules.HostAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves hosts for a client, which connects to exactly the addresses that it gets from here. So what
 * is checked is what is used: a name that says one thing when it is checked and another when it is
 * connected to (DNS rebinding) gains nothing. A host with one address that is not public is refused whole.
 */
public final class OutboundAddresses implements DnsResolver {
    private final Lookup lookup;
    private final boolean allowPrivate;

    /** How names become addresses. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param allowPrivate whether loopback, private, link-local and metadata addresses are allowed */
    public OutboundAddresses(boolean allowPrivate) {
        this(InetAddress::getAllByName, allowPrivate);
    }

    OutboundAddresses(Lookup lookup, boolean allowPrivate) {
        this.lookup = lookup;
        this.allowPrivate = allowPrivate;
    }

    /** @throws AddressRefusedException when one of the addresses is not public, and has to be */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookup.resolve(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !HostAddress.isPublic(address)) {
                throw new AddressRefusedException("Host " + host + " has an address that is not public");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
