package dev.modelsync.guarantee;

import java.util.List;

/** A promise of modelsync, as a question to the landscape. */
interface Guarantee {
    /** The promise in one sentence. */
    String promise();

    /** What is found wrong, a line each; empty when the promise is kept. */
    List<String> violations(Landscape site);

    default String title() {
        return getClass().getSimpleName();
    }
}
