package dev.modelsync.cli;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TlsTest {
    private static final String PASSWORD = "changeit";
    private static final String CLUSTERS = "{\"items\": [], \"nextPageToken\": null}";

    @TempDir
    private Path folder;

    @Test
    void shouldTrustTheCertificatesOfTheFileAndNoOthers() throws Exception {
        Path store = folder.resolve("server.p12");
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hm",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        Path certificate = folder.resolve("ca.pem");
        keytool("-exportcert", "-rfc", "-file", certificate.toString(), "-keystore", store.toString());
        try (FakeHm hm = new FakeHm(server(store)).on("GET /api/v1/clusters", 200, CLUSTERS)) {
            Map<String, String> environment =
                    Map.of("MODELSYNC_URL", "https://127.0.0.1:" + hm.port(), "MODELSYNC_TOKEN", "t");

            Run untrusted = Run.of(environment, "", "cluster", "list");
            Run trusted = Run.of(environment, "", "cluster", "list", "--ca-file", certificate.toString());
            Run otherName = Run.of(
                    environment,
                    "",
                    "cluster",
                    "list",
                    "--ca-file",
                    certificate.toString(),
                    "--url",
                    "https://localhost:" + hm.port());

            assertThat(untrusted.exitCode()).isEqualTo(1);
            assertThat(untrusted.err()).contains("No trusted connection", "--ca-file");
            assertThat(trusted.exitCode()).as(trusted.err()).isZero();
            assertThat(otherName.exitCode()).isEqualTo(1);
            assertThat(hm.requests()).hasSize(1);
        }
    }

    @Test
    void shouldSayThatAFileHoldsNoCertificates() throws IOException {
        Path file = Files.writeString(folder.resolve("no.pem"), "nothing");

        Run run = Run.of(
                Map.of("MODELSYNC_URL", "https://127.0.0.1:1"), "", "cluster", "list", "--ca-file", file.toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains(file.toString(), "PEM");
    }

    private static HttpsServer server(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.concat(Stream.of(arguments), Stream.of("-alias", "hm", "-storepass", PASSWORD)))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
