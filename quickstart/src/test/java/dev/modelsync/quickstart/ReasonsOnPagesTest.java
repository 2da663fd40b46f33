package dev.modelsync.quickstart;

import dev.modelsync.sync.plan.Reason;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The applications share no code, so Hybrid Manager has the workers' words a second time. */
class ReasonsOnPagesTest {
    private final ResourceBundle words = ResourceBundle.getBundle("dev.modelsync.events.activity.reasons", Locale.ROOT);

    @ParameterizedTest
    @EnumSource
    void shouldSayOfEachReasonWhatTheWorkerSays(Reason reason) {
        assertThat(words.getString(reason.name() + ".meaning")).isEqualTo(reason.explanation());
        assertThat(words.getString(reason.name() + ".remedy")).isEqualTo(reason.remedy());
    }
}
