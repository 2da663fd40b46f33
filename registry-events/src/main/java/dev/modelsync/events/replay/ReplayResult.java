package dev.modelsync.events.replay;

import java.util.List;

/** What became of a request about a replay. */
sealed interface ReplayResult {

    /** The brokers hold the commands. */
    record Given(ReplayView replay) implements ReplayResult {}

    /** The name is another replay's. */
    record Taken(String name) implements ReplayResult {}

    record Unknown(String name) implements ReplayResult {}

    /** Nothing was ordered. Of each cluster that is not as it must be, which field named it and what is wrong. */
    record Refused(boolean conflict, List<Wrong> wrong) implements ReplayResult {
        public Refused {
            wrong = List.copyOf(wrong);
        }
    }

    /** The brokers do not answer: some of the commands may arrive until they expire. */
    record BrokersAway(ReplayView replay) implements ReplayResult {}

    /** @param pointer JSON pointer to the cluster's id; to all of them where they were not named */
    record Wrong(String pointer, String detail) {}
}
