package dev.modelsync.events.fleet.diff;

import org.jspecify.annotations.Nullable;

/**
 * What two sides are compared by.
 *
 * @param provider the AIDB provider
 * @param upstreamModel the provider's own name of the model; null where a registry does not tell it
 */
record Entry(String provider, @Nullable String upstreamModel) {
    boolean agreesWith(Entry held) {
        return provider.equals(held.provider)
                && (held.upstreamModel == null || held.upstreamModel.equals(upstreamModel));
    }
}
