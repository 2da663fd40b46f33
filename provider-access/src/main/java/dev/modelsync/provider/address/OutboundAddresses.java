package dev.modelsync.provider.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves hosts for those who connect to exactly the addresses that they get from here. So what is checked
 * is what is used: a name that says one thing when it is checked and another when it is connected to (DNS
 * rebinding) gains nothing. A host with one address that is not permitted is refused whole. Blocks on DNS.
 */
public final class OutboundAddresses {
    private final Lookup lookup;
    private final OutboundPolicy policy;

    /** How names become addresses. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    public OutboundAddresses(OutboundPolicy policy) {
        this(InetAddress::getAllByName, policy);
    }

    public OutboundAddresses(Lookup lookup, OutboundPolicy policy) {
        this.lookup = lookup;
        this.policy = policy;
    }

    /**
     * As {@link #resolve(HostAddress)}, for a client that knows hosts as texts.
     *
     * @throws UnknownHostException also when the text is no host
     */
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            return resolve(HostAddress.parse(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host));
        } catch (Endpoint.RefusedException e) {
            throw new UnknownHostException("Not a host: " + host);
        }
    }

    /**
     * The addresses of the host, at least one.
     *
     * @throws AddressRefusedException when one of them is not permitted
     */
    public List<InetAddress> resolve(HostAddress host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(lookup.resolve(host.text()));
        for (InetAddress address : addresses) {
            if (!policy.permits(host, address)) {
                throw new AddressRefusedException("Host " + host.text() + " has an address that is not permitted");
            }
        }
        return addresses;
    }
}
