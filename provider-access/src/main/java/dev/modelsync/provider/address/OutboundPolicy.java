package dev.modelsync.provider.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which hosts and addresses may be connected to. Asked with the addresses that a name resolved to, by the
 * one who connects to exactly these. In this order: what {@code deny} names is refused; where {@code only} is
 * not empty, what it does not name is refused; what {@code allow} names is let through; of the rest what is
 * public.
 */
public final class OutboundPolicy {
    private final List<OutboundRule> allow;
    private final List<OutboundRule> deny;
    private final List<OutboundRule> only;

    /** Nothing but what is public. */
    public static OutboundPolicy publicOnly() {
        return new OutboundPolicy(List.of(), List.of(), List.of());
    }

    /** Everything, as where the platform allows private endpoints. */
    public static OutboundPolicy everything() {
        return new OutboundPolicy(List.of("0.0.0.0/0", "::/0"), List.of(), List.of());
    }

    /** @throws IllegalArgumentException naming every rule that cannot be read */
    public OutboundPolicy(List<String> allow, List<String> deny, List<String> only) {
        List<String> problems = new ArrayList<>();
        this.allow = parsed("allow", allow, problems);
        this.deny = parsed("deny", deny, problems);
        this.only = parsed("only", only, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
    }

    /** Whether the address may be connected to, under the name in the URL. */
    public boolean permits(HostAddress host, InetAddress address) {
        if (matches(deny, host, address)) {
            return false;
        }
        if (!only.isEmpty() && !matches(only, host, address)) {
            return false;
        }
        return matches(allow, host, address) || (host.isPublic() && AddressRanges.isPublic(address.getAddress()));
    }

    private static boolean matches(List<OutboundRule> rules, HostAddress host, InetAddress address) {
        return rules.stream().anyMatch(rule -> rule.matches(host, address));
    }

    private static List<OutboundRule> parsed(String list, List<String> texts, List<String> problems) {
        List<OutboundRule> rules = new ArrayList<>();
        for (String text : texts) {
            try {
                rules.add(OutboundRule.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add("modelsync.outbound." + list + ": " + e.getMessage());
            }
        }
        return List.copyOf(rules);
    }
}
