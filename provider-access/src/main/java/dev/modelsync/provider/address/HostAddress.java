package dev.modelsync.provider.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A host as it stands in a URL: a name, or a literal address in any notation that a client would
 * accept (dotted, decimal, octal, hexadecimal, shortened, IPv6). Never asks DNS: what a name resolves
 * to is checked by whoever connects.
 *
 * @param text lower case; a literal in its usual notation, IPv6 in brackets
 * @param isPublic false for what must not be reached from Hybrid Manager unless its platform allows it
 */
public record HostAddress(String text, boolean isPublic) {
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]+");
    private static final Set<String> INTERNAL_NAMES =
            Set.of("localhost", "localhost.localdomain", "metadata", "metadata.google.internal", "instance-data");
    private static final int IPV4_PARTS = 4;
    private static final int BYTE = 256;

    static HostAddress parse(String host) throws Endpoint.RefusedException {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            return ofIpv6(lower.substring(1, lower.length() - 1));
        }
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (NUMERIC_END.matcher(name).matches()) {
            return ofIpv4(name);
        }
        if (!NAME.matcher(name).matches()) {
            throw new Endpoint.RefusedException("has the host '" + host
                    + "'; allowed: a DNS name in ASCII (punycode for others), an IPv4 or an IPv6 address");
        }
        return new HostAddress(name, !INTERNAL_NAMES.contains(name) && !name.endsWith(".localhost"));
    }

    private static HostAddress ofIpv4(String text) throws Endpoint.RefusedException {
        String[] parts = text.split("\\.", -1);
        if (parts.length > IPV4_PARTS) {
            throw notAnAddress(text);
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            BigInteger part = number(parts[i], text);
            int bytes = last ? IPV4_PARTS - i : 1;
            if (part.bitLength() > bytes * Byte.SIZE) {
                throw notAnAddress(text);
            }
            value = value.shiftLeft(bytes * Byte.SIZE).or(part);
        }
        byte[] address = new byte[IPV4_PARTS];
        for (int i = 0; i < IPV4_PARTS; i++) {
            address[i] = value.shiftRight((IPV4_PARTS - 1 - i) * Byte.SIZE).byteValue();
        }
        return of(address);
    }

    private static BigInteger number(String part, String text) throws Endpoint.RefusedException {
        boolean hex = part.startsWith("0x");
        boolean octal = !hex && part.length() > 1 && part.startsWith("0");
        try {
            if (hex) {
                return part.length() == 2 ? BigInteger.ZERO : new BigInteger(part.substring(2), 16);
            }
            BigInteger number = new BigInteger(part, octal ? 8 : 10);
            if (number.signum() < 0) {
                throw notAnAddress(text);
            }
            return number;
        } catch (NumberFormatException e) {
            throw notAnAddress(text);
        }
    }

    private static HostAddress ofIpv6(String text) throws Endpoint.RefusedException {
        if (!text.contains(":") || !IPV6.matcher(text).matches()) {
            throw notAnAddress(text);
        }
        try {
            // A text with a colon is only ever parsed, never looked up.
            return of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw notAnAddress(text);
        }
    }

    private static HostAddress of(byte[] address) throws Endpoint.RefusedException {
        try {
            String text = InetAddress.getByAddress(address).getHostAddress();
            boolean isIpv4 = address.length == IPV4_PARTS;
            return new HostAddress(isIpv4 ? text : "[" + text + "]", AddressRanges.isPublic(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes, found " + address.length, e);
        }
    }

    private static Endpoint.RefusedException notAnAddress(String text) {
        return new Endpoint.RefusedException("has the host '" + text + "', which is not a complete address; allowed: "
                + "a DNS name, four numbers below " + BYTE + ", or an IPv6 address in brackets");
    }
}
