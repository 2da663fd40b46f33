package dev.modelsync.sync.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** AIDB's list of hosts that models may be called at: hosts, {@code .suffix}, addresses and networks. */
record EgressAllowlist(String parameter, List<String> entries) {

    static EgressAllowlist of(String parameter, String value) {
        return new EgressAllowlist(
                parameter,
                Arrays.stream(value.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(entry -> !entry.isEmpty())
                        .toList());
    }

    boolean names(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return entries.stream()
                .anyMatch(entry -> entry.equals(wanted) || entry.startsWith(".") && wanted.endsWith(entry));
    }

    /** Networks are not held against the host here: which address it has for the cluster is not known. */
    boolean hasNetworks() {
        return entries.stream().anyMatch(entry -> entry.contains("/"));
    }
}
