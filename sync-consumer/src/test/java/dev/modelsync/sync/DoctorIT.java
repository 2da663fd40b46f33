package dev.modelsync.sync;

import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.embedded.AidbStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The doctor tells what is missing, and how to grant it. */
class DoctorIT {
    private static final String STRANGER = "doctor_stranger";

    private TestCluster cluster = new TestCluster();
    private String said = "";

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void shouldFindNothingWrongBeforeTheFirstStartAndAfterIt() throws InterruptedException {
        assertThat(examined()).as(said).isZero();
        assertThat(said)
                .contains("OK    " + cluster.id() + "  aidb: aidb 7.6.0: one credential a provider")
                .doesNotContain("FAIL");
        assertThat(cluster.sql()
                        .sql("select count(*) from pg_class where relnamespace = 'modelsync'::regnamespace")
                        .query(Integer.class)
                        .single())
                .as("it changes nothing")
                .isZero();

        cluster.start().awaitHealthy();

        assertThat(examined()).as(said).isZero();
        assertThat(said).doesNotContain(TestCluster.TOKEN, TestServers.WORKER_PASSWORD);
    }

    @Test
    void shouldTellHowToGrantWhatARoleLacks() throws InterruptedException {
        cluster.sql().sql("drop role if exists " + STRANGER).update();
        cluster.sql()
                .sql("create role " + STRANGER + " login createrole password 'stranger'")
                .update();
        cluster.set("database.username", STRANGER).set("database.password", "stranger");

        assertThat(examined()).as(said).isEqualTo(1);

        assertThat(said)
                .contains("alter role doctor_stranger nocreaterole;")
                .contains("grant aidb_users to doctor_stranger;")
                .contains("alter schema modelsync owner to doctor_stranger;")
                .contains("not allowed: schema aidb")
                .doesNotContain("could not be made");
    }

    @Test
    void shouldHoldTheKeyOfDirectDeliveryAgainstTheEnrolment() throws InterruptedException {
        TestSeal seal = new TestSeal(cluster);
        assertThat(examined()).as(said).isEqualTo(1);
        assertThat(said)
                .contains("OK    " + cluster.id() + "  private key: of public key "
                        + seal.key().id())
                .contains("FAIL  " + cluster.id() + "  enrolment: Hybrid Manager has not announced this cluster")
                .contains("OK    kafka  topic hm.sealed-credentials.v1")
                .contains("no model has been made yet, so no host is known");

        seal.enrol(OpeningKey.generate().sealingKey());
        assertThat(examined()).as(said).isEqualTo(1);
        assertThat(said).contains("the worker's is " + seal.key().id());

        seal.enrol(seal.key());
        assertThat(examined()).as(said).isZero();
        assertThat(said).contains("OK    " + cluster.id() + "  enrolment: Hybrid Manager seals for this key");
    }

    @Test
    void shouldFailWithoutTheExtension() throws InterruptedException {
        cluster.sql().sql("drop extension aidb cascade").update();

        assertThat(examined()).as(said).isEqualTo(1);
        assertThat(said).contains("create extension aidb cascade;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy.test           | 0 | egress_allowlist names",
                ".test other.example  | 0 | egress_allowlist names",
                "api.openai.com       | 1 | api.openai.com,proxy.test",
                "10.0.0.0/8           | 0 | its address may lie in a network"
            })
    void shouldHoldTheProxyAgainstTheEgressList(String list, int code, String expected) throws InterruptedException {
        cluster.sql()
                .sql("alter database " + cluster.database() + " set aidb.egress_allowlist = '" + list + "'")
                .update();

        assertThat(examined()).as(said).isEqualTo(code);
        assertThat(said).contains(expected);
    }

    @Test
    void shouldWarnOfCredentialsThatSomebodyElseStored() throws InterruptedException {
        HandMade.model(cluster, "hand-made", TestService.EMBEDDINGS, "dba-key");

        assertThat(examined()).as(said).isZero();
        assertThat(said).contains("WARN").contains("stored by somebody else on openai_embeddings");
    }

    @Test
    void shouldKnowABuildWithNamedCredentials() throws InterruptedException {
        cluster.close();
        cluster = new TestCluster(
                TestServers.running().newAidbDatabase(AidbStandIn.VERSION_NAMED_CREDENTIALS, List.of()));

        assertThat(examined()).as(said).isZero();
        assertThat(said).contains("credentials with names");
    }

    @Test
    void shouldSayThatItCouldNotCheckWhatDoesNotAnswer() throws InterruptedException {
        cluster.set("database.url", "jdbc:postgresql://127.0.0.1:1/aidb");

        assertThat(examined()).as(said).isEqualTo(2);
        assertThat(said).contains("DARK  " + cluster.id() + "  database: cannot be used");
    }

    @Test
    void shouldNameAllThatIsWrongInTheConfiguration() throws InterruptedException {
        cluster.set("id", "Not an id").set("proxy-url", "proxy");

        assertThat(examined()).as(said).isEqualTo(1);
        assertThat(said.lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("FAIL  worker  configuration: modelsync.clusters[0]."));
        assertThat(said).doesNotContain(TestCluster.TOKEN);
    }

    @Test
    void shouldTellWhatIsAllowedForASettingThatCannotBeRead() throws InterruptedException {
        cluster.set("location", "NOWHERE");

        assertThat(examined()).as(said).isEqualTo(1);
        assertThat(said).contains("modelsync.clusters[0].location: cannot be read, allowed are [PRIMARY, ");
    }

    private int examined() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Map<String, Object> properties = new HashMap<>(cluster.properties());
        int code = SyncConsumerApplication.examine(properties, new PrintStream(printed, true, UTF_8));
        said = printed.toString(UTF_8);
        return code;
    }
}
