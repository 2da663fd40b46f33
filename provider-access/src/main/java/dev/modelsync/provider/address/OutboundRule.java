package dev.modelsync.provider.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** One entry of a list of hosts and networks. */
sealed interface OutboundRule {
    boolean matches(HostAddress host, InetAddress address);

    /** A host by its name, or with {@code *.} in front all below it. */
    record Name(String name, boolean below) implements OutboundRule {
        @Override
        public boolean matches(HostAddress host, InetAddress address) {
            return below ? host.text().endsWith("." + name) : host.text().equals(name);
        }
    }

    /** The addresses with the same leading bits. An IPv4 network holds them however they are written. */
    record Network(byte[] prefix, int bits) implements OutboundRule {
        @Override
        public boolean matches(HostAddress host, InetAddress address) {
            byte[] bytes = address.getAddress();
            return AddressRanges.share(bits, prefix, bytes)
                    || AddressRanges.carried(bytes)
                            .filter(inside -> AddressRanges.share(bits, prefix, inside))
                            .isPresent();
        }
    }

    Pattern NUMBERS = Pattern.compile("[0-9a-f:.]*(?:[0-9]|:[0-9a-f:.]*)");

    /** @throws IllegalArgumentException saying what was found and what is allowed */
    static OutboundRule parse(String text) {
        String rule = text.strip().toLowerCase(Locale.ROOT);
        int slash = rule.indexOf('/');
        if (slash >= 0 || NUMBERS.matcher(rule).matches()) {
            return network(
                    text, slash < 0 ? rule : rule.substring(0, slash), slash < 0 ? "" : rule.substring(slash + 1));
        }
        boolean below = rule.startsWith("*.");
        try {
            return new Name(HostAddress.parse(below ? rule.substring(2) : rule).text(), below);
        } catch (Endpoint.RefusedException e) {
            throw unreadable(text);
        }
    }

    private static Network network(String text, String address, String bits) {
        if (!NUMBERS.matcher(address).matches()) {
            throw unreadable(text);
        }
        try {
            // Of digits, dots and colons only, so it is parsed and never looked up.
            byte[] prefix = InetAddress.getByName(address).getAddress();
            int most = prefix.length * Byte.SIZE;
            int length = bits.isEmpty() && !text.contains("/") ? most : Integer.parseInt(bits);
            if (length < 0 || length > most) {
                throw unreadable(text);
            }
            return new Network(prefix, length);
        } catch (UnknownHostException | NumberFormatException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("'" + text
                + "' is not a rule; allowed: a host (api.example.com), all below one (*.example.com), an address or a network"
                + " (10.1.0.0/16, fd00::/8)");
    }
}
