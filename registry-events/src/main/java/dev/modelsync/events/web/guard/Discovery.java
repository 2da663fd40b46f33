package dev.modelsync.events.web.guard;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says about itself. It is asked when somebody needs to know, so that it may be away until then; after a
 * failure not again at once, whoever needs it, and after an answer never again. Thread-safe.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery</a>
 */
final class Discovery {
    /** For a connection, and for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** For which nobody asks who has been asked in vain. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final URI issuer;
    private final Clock clock;
    private volatile @Nullable OIDCProviderMetadata document;
    private @Nullable Failure last;

    Discovery(URI issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    private record Failure(Instant at, IOException cause) {}

    /** @throws IOException when the issuer does not answer, or with something else than its document, now or just before */
    OIDCProviderMetadata document() throws IOException {
        OIDCProviderMetadata known = document;
        return known == null ? asked() : known;
    }

    private synchronized OIDCProviderMetadata asked() throws IOException {
        OIDCProviderMetadata known = document;
        if (known != null) {
            return known;
        }
        if (last != null && clock.instant().isBefore(last.at().plus(PAUSE))) {
            throw new IOException(last.cause().getMessage(), last.cause());
        }
        try {
            OIDCProviderMetadata found = read();
            document = found;
            return found;
        } catch (IOException e) {
            last = new Failure(clock.instant(), e);
            throw e;
        }
    }

    private OIDCProviderMetadata read() throws IOException {
        int patience = (int) PATIENCE.toMillis();
        try {
            return OIDCProviderMetadata.resolve(new Issuer(issuer), patience, patience);
        } catch (GeneralException e) {
            throw new IOException("The discovery document of " + issuer + " cannot be used: " + e.getMessage(), e);
        }
    }
}
