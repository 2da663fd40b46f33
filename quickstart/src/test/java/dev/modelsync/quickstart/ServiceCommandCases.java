package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Commands on services. */
interface ServiceCommandCases extends CommandLineCases {
    @Test
    default void shouldRegisterEditAndDeregisterAService() {
        Result registered =
                register("whole-life", "OPENAI", "TEXT_EMBEDDING=small", "--label", "team=search", "--wait");
        assertThat(registered.exitCode()).as(registered.toString()).isZero();
        assertThat(registered.out()).contains("whole-life", "primary", "secondary", "SYNCED", "set, version 1");

        Result edited = shell().run(
                        "service",
                        "edit",
                        "whole-life",
                        "--add-model",
                        "life-two:TEXT_COMPLETION=chat",
                        "--reason",
                        "ticket 7",
                        "--wait");
        assertThat(edited.exitCode()).as(edited.toString()).isZero();
        assertThat(shell().run("service", "get", "whole-life", "-o", "json")
                        .json()
                        .at("/models/1/registryName")
                        .asString())
                .isEqualTo("life-two");
        assertThat(shell().run("service", "list", "--text", "life-two", "-o", "yaml")
                        .out())
                .contains("name: \"whole-life\"");
        assertThat(shell().run("service", "wait", "whole-life", "--cluster", "primary")
                        .exitCode())
                .isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                shell().run("service", "history", "whole-life").out())
                        .contains("UPDATED", "olga", "ticket 7", "REGISTERED", "primary APPLIED"));

        // It is foretold from what the clusters told of their registries last.
        await().atMost(PATIENCE).untilAsserted(() -> {
            Result foretold = shell().run("service", "deregister", "whole-life", "--dry-run");
            assertThat(foretold.exitCode()).as(foretold.toString()).isEqualTo(2);
            assertThat(foretold.out()).contains("REMOVE", "life-two");
        });
        Result gone = shell().run("service", "deregister", "whole-life", "--reason", "old", "--wait");
        assertThat(gone.exitCode()).as(gone.toString()).isZero();
        Result unknown = shell().run("service", "get", "whole-life");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("has no service 'whole-life'").doesNotContain("Exception");
    }

    @Test
    default void shouldNameTheFieldThatIsWrong() {
        Result wrong = register("wrong-field", "OPENAI", "SINGING=small");
        Result filter = shell().run("service", "list", "--state", "ASLEEP");

        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err())
                .contains("/models/0/function", "SINGING", "allowed")
                .doesNotContain(Shell.KEY);
        assertThat(filter.exitCode()).isEqualTo(1);
        assertThat(filter.err()).contains("parameter state", "ASLEEP", "allowed");
    }

    @Test
    default void shouldTellWhoChangedAServiceMeanwhile() {
        long seen = register("contested", "OPENAI", "TEXT_EMBEDDING=small", "-o", "json")
                .json()
                .get("revision")
                .asLong();
        assertThat(shell().run("service", "edit", "contested", "--label", "by=ben", "--actor", "ben")
                        .exitCode())
                .isZero();
        String[] late = {"service", "edit", "contested", "--label", "by=carl", "--revision", Long.toString(seen)};

        // The log is derived from the topic, so it may be a moment behind.
        await().atMost(PATIENCE).untilAsserted(() -> {
            Result refused = shell().run(late);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("Nothing was changed", "UPDATED by ben", "labels");
        });
    }

    @Test
    default void shouldListWhatADeregistrationWouldBreak() throws SQLException {
        new Demo(stack()).prepare();
        await().atMost(PATIENCE)
                .until(() -> shell().run("service", "deregister", "openai-prod", "--dry-run")
                                .exitCode()
                        == 3);

        Result refused = shell().run("service", "deregister", "openai-prod");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("primary", "summarize-tickets", "--force");
        assertThat(shell().run("service", "get", "openai-prod").exitCode()).isZero();
    }
}
