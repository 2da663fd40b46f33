package dev.modelsync.quickstart;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.modelsync.quickstart.WebPageIT.REGISTER;
import static dev.modelsync.quickstart.WebPageIT.SERVICES;
import static org.assertj.core.api.Assertions.assertThat;

/** That nobody is kept out of a page by how it is made, on the system and in the browser that {@link WebPageIT} has started. */
interface BarrierCases {
    Browser browser();

    /** Returns when the service has arrived on the clusters. */
    void registerOnce(String name);

    @ParameterizedTest
    @ValueSource(
            strings = {
                SERVICES,
                "/projects/empty/services",
                SERVICES + "/looked-at",
                SERVICES + "/looked-at/edit",
                SERVICES + "/looked-at/deregister",
                REGISTER,
                "/activity",
                "/clusters",
                "/clusters/primary",
                "/enrol"
            })
    default void shouldBeWithoutBarriers(String path) {
        registerOnce("looked-at");
        for (String scheme : List.of("light", "dark")) {
            browser().look(1280, scheme);
            browser().open(path);
            assertThat(browser().barriers()).as("axe on %s, %s", path, scheme).isEmpty();
        }
        browser().look(360, "light");
        assertThat(browser().isWiderThan(360)).as("%s scrolls sideways", path).isFalse();
        assertThat(browser().barriers()).as("axe on %s, narrow", path).isEmpty();
        browser().look(1280, "light");
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    default void shouldHaveNoBarriersWhereSomethingIsWrong() {
        browser().open(REGISTER);
        browser().click("Register");
        browser().awaitText("Nothing was changed");
        assertThat(browser().barriers()).isEmpty();
        browser().open("/activity?type=NOTHING");
        assertThat(browser().barriers()).isEmpty();
        assertThat(browser().complaints()).allMatch(said -> said.contains("422") || said.contains("400"));
    }
}
