package dev.modelsync.quickstart;

import dev.modelsync.quickstart.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on which clusters there are, and how they get at credentials. */
interface EnrolmentCommandCases extends CommandLineCases {
    @Test
    default void shouldEnrolAClusterAndKeepItsToken() throws IOException {
        Path token = folder().resolve("new.token");
        String[] enrol = {
            "cluster",
            "enrol",
            "new",
            "-p",
            "elsewhere",
            "--location",
            "SELF_MANAGED",
            "--access-token-file",
            token.toString()
        };

        assertThat(shell().run(enrol).exitCode()).isZero();

        assertThat(Files.readString(token)).matches("msc_[A-Za-z0-9_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(shell().run("cluster", "list", "-p", "elsewhere").out()).contains("new", "SELF_MANAGED", "SILENT");
        Result silent = shell().run("doctor", "-p", "elsewhere");
        assertThat(silent.exitCode()).isEqualTo(2);
        assertThat(silent.out()).contains("FAIL  cluster new", "never reported");
        Files.delete(token);
        Result taken = shell().run(enrol);
        assertThat(taken.exitCode()).isEqualTo(1);
        assertThat(token).doesNotExist();
    }

    @Test
    default void shouldEnrolAClusterThatCallsProvidersItself() throws IOException {
        ClusterKeyPair pair = new ClusterKeyPair(folder().resolve("keys"), "edge");
        Path key = Files.writeString(folder().resolve("edge.pub"), pair.publicKey() + "\n");

        Result enrolled = enrol("edge", "--delivery", "DIRECT", "--sealing-key-file", key.toString());

        assertThat(enrolled.exitCode()).as(enrolled.toString()).isZero();
        assertThat(enrolled.err()).contains("DIRECT", "Sealing key");
        assertThat(shell().run("cluster", "list", "-p", "elsewhere").out()).contains("edge", "DIRECT");
        assertThat(shell().run("cluster", "status", "edge").out()).contains("Delivery", "DIRECT");

        Result back = shell().run("cluster", "delivery", "edge", "PROXY", "--reason", "reachable by now");
        assertThat(back.exitCode()).as(back.toString()).isZero();
        assertThat(shell().run("cluster", "status", "edge", "-o", "json")
                        .json()
                        .at("/delivery/enrolled")
                        .asString())
                .isEqualTo("PROXY");
    }

    @Test
    default void shouldSayWhatIsWrongWithADelivery() throws IOException {
        Path wrong = Files.writeString(folder().resolve("wrong.pub"), "{\"no\": \"key\"}");
        ClusterKeyPair pair = new ClusterKeyPair(folder().resolve("keys"), "refused");
        Path right = Files.writeString(folder().resolve("refused.pub"), pair.publicKey());

        Result keyless = enrol("refused", "--delivery", "DIRECT");
        Result noKey = enrol("refused", "--delivery", "DIRECT", "--sealing-key-file", wrong.toString());
        Result privateKey = enrol(
                "refused",
                "--delivery",
                "DIRECT",
                "--sealing-key-file",
                pair.file().toString());
        Result unknown = enrol("refused", "--delivery", "PIGEON");
        Result needless = enrol("refused", "--delivery", "PROXY", "--sealing-key-file", right.toString());

        assertThat(keyless.exitCode()).isEqualTo(64);
        assertThat(keyless.err()).contains("--sealing-key-file");
        assertThat(noKey.exitCode()).isEqualTo(1);
        assertThat(noKey.err()).contains("/sealingKey", "'keypair'");
        assertThat(privateKey.exitCode()).isEqualTo(64);
        assertThat(privateKey.err()).contains("Nothing was sent");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("/delivery", "'PIGEON'", "allowed: PROXY, DIRECT");
        assertThat(needless.exitCode()).isEqualTo(1);
        assertThat(needless.err()).contains("/sealingKey");
        assertThat(shell().run("cluster", "list", "-p", "elsewhere").out()).doesNotContain("refused");
    }

    @Test
    default void shouldHintAtAnEnrolmentThatDoesNotFitTheWorker() throws IOException {
        ClusterKeyPair pair = new ClusterKeyPair(folder().resolve("keys"), "secondary");
        Path key = Files.writeString(folder().resolve("secondary.pub"), pair.publicKey());
        String[] direct = {"cluster", "delivery", "secondary", "DIRECT", "--sealing-key-file", key.toString()};

        assertThat(shell().run(direct).exitCode()).isZero();
        try {
            assertThat(shell().run("cluster", "status", "secondary").out())
                    .contains("DIRECT, the worker says PROXY", "Enrolment and worker differ", "delivery: direct");
            assertThat(shell().run("doctor").out())
                    .contains("WARN  cluster secondary", "enrolled with delivery DIRECT, and its worker has PROXY");
        } finally {
            assertThat(shell().run("cluster", "delivery", "secondary", "PROXY").exitCode())
                    .isZero();
        }
        assertThat(shell().run("cluster", "status", "secondary").out()).doesNotContain("differ");
        Result unknown = shell().run("cluster", "delivery", "no-such", "PROXY");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("No cluster 'no-such' is enrolled");
    }

    private Result enrol(String id, String... more) {
        String[] first = {
            "cluster", "enrol", id, "-p", "elsewhere", "--location", "SELF_MANAGED", "--access-token-file", "-"
        };
        return shell().run(Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new));
    }
}
