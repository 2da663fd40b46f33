package dev.modelsync.proxy.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the authorities of the Java platform, and those of some files beside them. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /** @throws IllegalArgumentException naming the file that cannot be read */
    static X509TrustManager with(List<Path> files) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate authority : managerOf(null).getAcceptedIssuers()) {
                trusted.setCertificateEntry("platform-" + trusted.size(), authority);
            }
            for (Path file : files) {
                for (Certificate authority : read(file)) {
                    trusted.setCertificateEntry("given-" + trusted.size(), authority);
                }
            }
            return managerOf(trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The certificates of the Java platform cannot be read", e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw unreadable(file, null);
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, e);
        }
    }

    private static X509TrustManager managerOf(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no manager for X.509");
    }

    private static IllegalArgumentException unreadable(Path file, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "modelsync.upstream.ca-certificates: '" + file + "' holds no readable certificate in PEM", cause);
    }
}
