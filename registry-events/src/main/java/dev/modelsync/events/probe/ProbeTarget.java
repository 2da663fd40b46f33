package dev.modelsync.events.probe;

import dev.modelsync.events.registration.ServiceSettings;
import java.util.Map;

/**
 * Where a probe goes, and with what. Texts, because a row may have been written by another version, or by hand.
 *
 * @param credentials the fields themselves, empty when there are none
 */
record ProbeTarget(
        String provider, String endpointUrl, String protocol, boolean allowInsecure, Map<String, String> credentials) {

    ProbeTarget {
        credentials = Map.copyOf(credentials);
    }

    static ProbeTarget of(ServiceSettings settings, Map<String, String> credentials) {
        return new ProbeTarget(
                settings.provider(),
                settings.endpointUrl(),
                settings.apiProtocolVersion(),
                settings.allowInsecure(),
                credentials);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "ProbeTarget[provider=" + provider + ", endpointUrl=" + endpointUrl + "]";
    }
}
