package dev.modelsync.events.kafka;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is, held against what it has to be.
 *
 * @param partitions null for one that is missing
 * @param replicationFactor null for one that is missing
 * @param created whether it was missing and has just been made
 * @param settings those that a promise hangs on, by name
 * @param repair what makes it safe, as a command for a shell; null for one that is safe
 */
record TopicReport(
        String topic,
        State state,
        @Nullable Integer partitions,
        @Nullable Integer replicationFactor,
        boolean created,
        List<Setting> settings,
        @Nullable String repair) {
    enum State {
        SAFE,
        /** It is there, and would lose events. */
        UNSAFE,
        MISSING
    }

    /**
     * @param found null where the topic is missing
     * @param atLeast whether more than is wanted is as good
     */
    record Setting(String name, @Nullable String found, String wanted, boolean atLeast, boolean safe) {
        String complaint() {
            return name + " is " + found + " and must be " + (atLeast ? "at least " : "") + wanted;
        }
    }

    TopicReport {
        settings = List.copyOf(settings);
    }

    boolean isSafe() {
        return state == State.SAFE;
    }

    List<Setting> unsafe() {
        return settings.stream().filter(setting -> !setting.safe()).toList();
    }

    TopicReport justCreated() {
        return new TopicReport(topic, state, partitions, replicationFactor, true, settings, repair);
    }
}
