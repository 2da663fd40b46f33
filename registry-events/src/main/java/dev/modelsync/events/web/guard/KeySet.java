package dev.modelsync.events.web.guard;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The issuer's keys, asked for each time; says once when the issuer goes away, and once when it is back. */
final class KeySet implements JWKSetSource<SecurityContext> {
    private static final Logger log = LoggerFactory.getLogger(KeySet.class);
    private static final int PATIENCE = (int) Discovery.PATIENCE.toMillis();
    private static final int MOST_BYTES = 1 << 18;

    private final @Nullable URI address;
    private final Discovery discovery;
    private volatile boolean isAway;

    /** @param address null for the one that the discovery document names */
    KeySet(@Nullable URI address, Discovery discovery) {
        this.address = address;
        this.discovery = discovery;
    }

    /** Whether the issuer did not answer when it was asked last. */
    boolean isAway() {
        return isAway;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator wanted, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = new URLBasedJWKSetSource<SecurityContext>(
                            url(), new DefaultResourceRetriever(PATIENCE, PATIENCE, MOST_BYTES))
                    .getJWKSet(wanted, now, context);
            answered();
            return keys;
        } catch (KeySourceException e) {
            failed(e);
            throw e;
        }
    }

    private URL url() throws JWKSetRetrievalException {
        try {
            return (address == null ? discovery.document().getJWKSetURI() : address).toURL();
        } catch (IOException e) {
            throw new JWKSetRetrievalException(e.getMessage(), e);
        }
    }

    private void answered() {
        if (isAway) {
            log.info("The issuer of access tokens is back: its keys could be fetched");
        }
        isAway = false;
    }

    private void failed(KeySourceException e) {
        if (!isAway) {
            log.warn("The issuer's keys cannot be fetched; tokens with a key that is not known are answered 503", e);
        }
        isAway = true;
    }

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
