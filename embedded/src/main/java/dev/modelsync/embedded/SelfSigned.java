package dev.modelsync.embedded;

import dev.modelsync.embedded.ServerCommand.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for loopback that no authority vouches for.
 *
 * @param context of a server that shows it
 * @param pem the certificate, for those who want to trust it
 */
record SelfSigned(SSLContext context, String pem) {
    private static final String ALIAS = "provider";
    private static final String PASSWORD = "self-signed";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Made anew by the JDK's own {@code keytool}. */
    static SelfSigned make() {
        try {
            Path folder = Files.createTempDirectory("self-signed-");
            Path store = folder.resolve("keys.p12");
            try {
                make(store);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate cannot be made", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate that was just made cannot be used", e);
        }
    }

    private static void make(Path store) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + LoopbackPort.HOST,
                "-ext",
                "san=ip:" + LoopbackPort.HOST,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        Result result = ServerCommand.run(command, LIMIT);
        if (!result.succeeded()) {
            throw new IllegalStateException("keytool failed: " + result.output());
        }
    }

    private static SelfSigned read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new SelfSigned(context, pem(keys.getCertificate(ALIAS)));
    }

    private static String pem(Certificate certificate) throws CertificateEncodingException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
