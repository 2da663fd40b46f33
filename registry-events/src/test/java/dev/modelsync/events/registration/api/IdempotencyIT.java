package dev.modelsync.events.registration.api;

import dev.modelsync.events.Api;
import dev.modelsync.events.Api.Answer;
import dev.modelsync.events.Hm;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A registration that is asked for twice with one key is made once. */
class IdempotencyIT {
    private static final String JSON = "application/json";

    private static final Hm HM = Hm.shared();

    private static ConfigurableApplicationContext application;
    private static Api api;

    @BeforeAll
    static void startApplication() {
        application = HM.startApplication();
        api = new Api(application);
    }

    @AfterAll
    static void stopApplication() {
        application.close();
    }

    @Test
    void shouldRegisterOnceForAKey() throws Exception {
        Answer first = keyed("once", "k-1", Api.openAi("svc"));
        Answer again = keyed("once", "k-1", Api.openAi("svc"));
        Answer other = keyed("once", "k-1", Api.openAi("other"));
        Answer without = api.register("once", Api.openAi("svc"));
        Answer wrong = keyed("once", "a b", Api.openAi("third"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.saved()).isEqualTo(first.saved());
        assertThat(again.response().headers().firstValue("Location"))
                .isEqualTo(first.response().headers().firstValue("Location"));
        assertThat(again.response().headers().firstValue("Idempotency-Replayed"))
                .contains("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(without.status()).isEqualTo(409);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(HM.jdbc()
                        .sql("SELECT count(*) FROM hm.idempotency_key WHERE project = 'once'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void shouldRegisterOnceForAKeyThatIsGivenAtTheSameTime() throws Exception {
        List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return keyed("race", "k", Api.openAi("svc")).status();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(8)
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(201);
        assertThat(api.list("race", "").json().get("items")).hasSize(1);
    }

    private static Answer keyed(String project, String key, String body) throws IOException, InterruptedException {
        return api.send("POST", Api.services(project), body, "Content-Type", JSON, "Idempotency-Key", key);
    }
}
