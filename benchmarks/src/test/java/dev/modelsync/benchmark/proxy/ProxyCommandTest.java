package dev.modelsync.benchmark.proxy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ProxyCommandTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void shouldTellWhichJarIsMissing() {
        assertThat(run("--proxy-jar", "no-such.jar")).isEqualTo(2);
        assertThat(printed.toString(UTF_8)).contains("--proxy-jar", "no-such.jar", "./mvnw package");
    }

    @Test
    void shouldRefuseAnOptionOfNoUse() {
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(printed.toString(UTF_8)).contains("--rounds", "at least 1");
    }

    private int run(String... arguments) {
        return new CommandLine(new ProxyCommand(new PrintStream(printed, true, UTF_8), Clock.systemUTC()))
                .execute(arguments);
    }
}
