package dev.modelsync.events.web.guard;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RefreshAheadCachingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which tokens are known. Whatever tokens come, the issuer is asked for its keys twice in {@link #INTERVAL} at
 * the most; while it is away, those that it had last are good for {@link #OUTAGE}.
 */
final class IssuerKeys implements JWKSource<SecurityContext>, Closeable {
    /** After which a key that the issuer has withdrawn is good no longer. */
    static final Duration KEPT = Duration.ofMinutes(5);

    /** By which the keys are fetched earlier in the background, where requests come, so that none waits for it. */
    static final Duration AHEAD = Duration.ofMinutes(1);

    /** In which a new key is seen at the latest, whoever sends tokens of keys that nobody has. */
    static final Duration INTERVAL = Duration.ofSeconds(10);

    static final Duration OUTAGE = Duration.ofHours(1);

    /** For the keys that another request fetches: longer than discovery and they can take. */
    private static final Duration PATIENCE = Discovery.PATIENCE.multipliedBy(5);

    private final KeySet issuer;
    private final JWKSetSource<SecurityContext> kept;
    private final Clock clock;

    IssuerKeys(KeySet issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
        JWKSetSource<SecurityContext> tolerant = new OutageTolerantJWKSetSource<>(issuer, OUTAGE.toMillis(), null);
        kept = new RefreshAheadCachingJWKSetSource<>(
                new RateLimitedJWKSetSource<>(tolerant, INTERVAL.toMillis(), null),
                KEPT.toMillis(),
                PATIENCE.toMillis(),
                AHEAD.toMillis(),
                false,
                null);
    }

    /** @throws KeySourceException when nobody can tell, since the issuer is away */
    @Override
    public List<JWK> get(JWKSelector wanted, @Nullable SecurityContext context) throws KeySourceException {
        long now = clock.millis();
        JWKSet known = kept.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, context);
        List<JWK> found = wanted.select(known);
        return found.isEmpty() ? wanted.select(newerThan(known, now, context)) : found;
    }

    private JWKSet newerThan(JWKSet known, long now, @Nullable SecurityContext context) throws KeySourceException {
        JWKSet newest = newest(known, now, context);
        if (issuer.isAway()) {
            throw new JWKSetUnavailableException("The issuer may have another key by now, and does not answer");
        }
        return newest;
    }

    private JWKSet newest(JWKSet known, long now, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return kept.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), now, context);
        } catch (RateLimitReachedException e) {
            // The issuer was asked just now.
            return known;
        }
    }

    @Override
    public void close() throws IOException {
        kept.close();
    }
}
