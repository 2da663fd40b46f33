package dev.modelsync.embedded.inference;

import dev.modelsync.embedded.inference.StepResult.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A client for each way to trust, kept with its connections. Thread-safe. */
final class TrustedClients {
    private final Map<Trust, HttpClient> clients = new ConcurrentHashMap<>();
    private final Duration connectTimeout;

    TrustedClients(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** @throws StepFailedException when the authorities are no certificates */
    HttpClient of(Trust trust) {
        return clients.computeIfAbsent(trust, this::client);
    }

    private HttpClient client(Trust trust) {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(connectTimeout).followRedirects(Redirect.NEVER);
        return trust.equals(Trust.ORDINARY)
                ? client.build()
                : client.sslContext(context(trust)).build();
    }

    private static SSLContext context(Trust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] managers =
                    trust.anything() ? new TrustManager[] {new Anything()} : managers(trust.authorities());
            context.init(null, managers, null);
            return context;
        } catch (CertificateException e) {
            throw new StepFailedException(Reason.UNUSABLE_CONFIG, "\"ca_path\" names a file without certificates");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private static TrustManager[] managers(String authorities) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (X509Certificate known : known()) {
            trusted.setCertificateEntry(known.getSerialNumber() + " " + known.getSubjectX500Principal(), known);
        }
        Collection<? extends Certificate> given = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(authorities.getBytes(UTF_8)));
        if (given.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        for (Certificate one : given) {
            trusted.setCertificateEntry("given " + trusted.size(), one);
        }
        TrustManagerFactory factory = factory();
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static X509Certificate[] known() throws GeneralSecurityException {
        TrustManagerFactory factory = factory();
        factory.init((KeyStore) null);
        return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
    }

    private static TrustManagerFactory factory() throws GeneralSecurityException {
        return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    }

    /** Whoever answers is believed, under whatever name; an extended one is not held against the host's name. */
    private static final class Anything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
