package dev.modelsync.provider.address;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which addresses belong to the public internet. Addresses that carry another one inside are judged by that. */
final class AddressRanges {
    private static final List<Range> NOT_PUBLIC = List.of(
            // IPv4: this host, private, shared, loopback, link-local (with cloud metadata), Azure's metadata,
            // special, multicast, reserved
            range(8, 0),
            range(8, 10),
            range(10, 100, 64),
            range(8, 127),
            range(16, 169, 254),
            range(32, 168, 63, 129, 16),
            range(12, 172, 16),
            range(24, 192, 0, 0),
            range(24, 192, 0, 2),
            range(16, 192, 168),
            range(15, 198, 18),
            range(24, 198, 51, 100),
            range(24, 203, 0, 113),
            range(4, 224),
            range(4, 240));

    // IPv6: unspecified, loopback and the old IPv4-compatible form; local NAT64; discard; Teredo;
    // documentation; unique local; link-local and site-local; multicast.
    private static final List<Range> NOT_PUBLIC_IPV6 = List.of(
            range(96),
            range(48, 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01),
            range(64, 0x01),
            range(32, 0x20, 0x01, 0x00, 0x00),
            range(32, 0x20, 0x01, 0x0d, 0xb8),
            range(7, 0xfc),
            range(9, 0xfe, 0x80),
            range(8, 0xff));

    private static final Range MAPPED = range(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
    private static final Range NAT64 = range(96, 0x00, 0x64, 0xff, 0x9b);
    private static final Range SIX_TO_FOUR = range(16, 0x20, 0x02);
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int SIX_TO_FOUR_OFFSET = 2;

    private AddressRanges() {}

    private record Range(int bits, byte[] prefix) {
        boolean holds(byte[] address) {
            return begins(bits, prefix, address);
        }
    }

    /** @param address 4 or 16 bytes */
    static boolean isPublic(byte[] address) {
        if (address.length == IPV4_BYTES) {
            return NOT_PUBLIC.stream().noneMatch(range -> range.holds(address));
        }
        return carried(address)
                .map(AddressRanges::isPublic)
                .orElseGet(() -> NOT_PUBLIC_IPV6.stream().noneMatch(range -> range.holds(address)));
    }

    /** The IPv4 address that an IPv6 address leads to: mapped, by NAT64 or by 6to4. */
    static Optional<byte[]> carried(byte[] address) {
        if (address.length != IPV6_BYTES) {
            return Optional.empty();
        }
        if (MAPPED.holds(address) || NAT64.holds(address)) {
            return Optional.of(Arrays.copyOfRange(address, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES));
        }
        return SIX_TO_FOUR.holds(address)
                ? Optional.of(Arrays.copyOfRange(address, SIX_TO_FOUR_OFFSET, SIX_TO_FOUR_OFFSET + IPV4_BYTES))
                : Optional.empty();
    }

    /** Whether two addresses are of one kind and have their leading bits in common. */
    static boolean share(int bits, byte[] one, byte[] other) {
        return one.length == other.length && begins(bits, one, other);
    }

    private static boolean begins(int bits, byte[] prefix, byte[] address) {
        for (int bit = 0; bit < bits; bit++) {
            if (bit(address, bit) != bit(prefix, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] bytes, int index) {
        int at = index / Byte.SIZE;
        return at < bytes.length && (bytes[at] & (0x80 >> index % Byte.SIZE)) != 0;
    }

    private static Range range(int bits, int... prefix) {
        byte[] bytes = new byte[prefix.length];
        for (int i = 0; i < prefix.length; i++) {
            bytes[i] = (byte) prefix[i];
        }
        return new Range(bits, bytes);
    }
}
