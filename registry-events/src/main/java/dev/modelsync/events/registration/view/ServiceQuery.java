package dev.modelsync.events.registration.view;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.registration.rules.Provider;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.view.ClusterSync.State;
import dev.modelsync.events.request.PageToken;
import dev.modelsync.events.request.RequestParameters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which services of a project are asked for; what is not given, or empty, does not matter.
 *
 * @param state of at least one cluster
 * @param status of the endpoint
 * @param labels that a service has with these values
 * @param labelKeys that a service has with any value
 * @param text that is part of its name, its endpoint or the name of a model, in any case
 * @param after the name before the first of the page
 */
public record ServiceQuery(
        @Nullable Provider provider,
        @Nullable State state,
        @Nullable EndpointState status,
        Map<String, String> labels,
        Set<String> labelKeys,
        String text,
        String after,
        int limit) {
    private static final int MAX_TEXT = 255;

    public ServiceQuery {
        labels = Map.copyOf(labels);
        labelKeys = Set.copyOf(labelKeys);
    }

    /** Everything, from the beginning. */
    public static ServiceQuery all(int limit) {
        return new ServiceQuery(null, null, null, Map.of(), Set.of(), "", "", limit);
    }

    /**
     * @param labels each {@code key} or {@code key=value}
     * @throws BadRequestException that names the parameter which cannot be read
     */
    public static ServiceQuery of(
            @Nullable String provider,
            @Nullable String state,
            List<String> labels,
            @Nullable String text,
            @Nullable String pageToken,
            int limit) {
        Map<String, String> valued = new HashMap<>();
        Set<String> keys = new TreeSet<>();
        for (String label : labels) {
            requirePlain("label", label);
            int sign = label.indexOf('=');
            if (sign < 0) {
                keys.add(label);
            } else if (valued.put(label.substring(0, sign), label.substring(sign + 1)) != null) {
                throw RequestParameters.wrong("label", label, "one value of each label");
            }
        }
        return new ServiceQuery(
                oneOf("provider", provider, Provider.values()),
                oneOf("state", state, State.values()),
                null,
                valued,
                keys,
                text == null ? "" : requirePlain("text", text),
                PageToken.name(pageToken),
                limit);
    }

    /**
     * The same, of the services whose endpoint is in that state.
     *
     * @throws BadRequestException when there is no such state
     */
    public ServiceQuery withStatus(@Nullable String given) {
        return new ServiceQuery(
                provider, state, oneOf("status", given, EndpointState.values()), labels, labelKeys, text, after, limit);
    }

    ServiceQuery from(String name, int many) {
        return new ServiceQuery(provider, state, status, labels, labelKeys, text, name, many);
    }

    private static String requirePlain(String parameter, String value) {
        if (value.length() > MAX_TEXT || !Texts.isPlain(value)) {
            throw RequestParameters.wrong(parameter, value, "at most " + MAX_TEXT + " printable characters");
        }
        return value;
    }

    private static <E extends Enum<E>> @Nullable E oneOf(String parameter, @Nullable String given, E[] allowed) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        return Arrays.stream(allowed)
                .filter(value -> value.name().equals(given))
                .findFirst()
                .orElseThrow(() -> RequestParameters.wrong(parameter, given, Arrays.toString(allowed)));
    }
}
