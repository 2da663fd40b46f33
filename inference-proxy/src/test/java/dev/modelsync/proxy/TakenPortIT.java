package dev.modelsync.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.PortInUseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A port that somebody else has is named, in the way that Spring Boot tells without a stack trace. */
class TakenPortIT {
    @TempDir
    private Path folder;

    @Test
    void shouldNameThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Throwable failure = catchThrowable(() -> InferenceProxyApplication.start(Map.of(
                    "server.port",
                    0,
                    "modelsync.proxy.port",
                    taken.getLocalPort(),
                    "modelsync.kafka.bootstrap-servers",
                    TestProxy.running().kafka().bootstrapServers(),
                    "modelsync.secrets.keyset-file",
                    folder.resolve("keyset").toString())));

            assertThat(failure)
                    .hasRootCauseInstanceOf(java.net.BindException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            PortInUseException.class,
                            port -> assertThat(port.getPort()).isEqualTo(taken.getLocalPort()));
        }
    }
}
