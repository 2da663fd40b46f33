package dev.modelsync.sync.settings;

import dev.modelsync.sync.apply.RemovalLimits;
import dev.modelsync.sync.plan.ClusterProfile;
import dev.modelsync.sync.plan.Delivery;
import dev.modelsync.sync.plan.Location;
import dev.modelsync.sync.registry.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as configured. Nothing is checked on construction: {@link #problems()} tells all at once.
 *
 * @param delivery through the proxy by default
 * @param privateKey that opens credentials which are sealed for the cluster; or in a file, {@code privateKeyFile}
 * @param accessToken for the proxy; or in a file, {@code accessTokenFile}
 * @param proxyUrl the proxy's address as the cluster reaches it
 * @param historyRetention how long decisions stay in {@code modelsync.history}; 90 days by default
 * @param parkedRetryInterval how often parked services are decided again; every minute by default
 * @param checkInterval how often the worker looks whether topic and database stand where it believes; every 5 s by
 *     default
 * @param rebuildQuietTime for how long a topic that was created again must have brought nothing before services that it
 *     does not name are removed; 30 s by default
 * @param removalLimit more removals than this in one transaction need an approval; 100 by default
 * @param removalLimitPercent a larger part than this of all owned models, too; 50 by default
 * @param drift what is done about models that are not as they were made; reported by default
 * @param driftInterval how often that is looked at; every 10 minutes by default
 * @param validationRetryInterval after which a model is checked again that did not prove to be valid; 10 minutes by default
 * @param proxyReachable whether the cluster reaches it; by default only at the primary location
 */
public record ClusterSettings(
        @Nullable String id,
        @Nullable String project,
        @Nullable Location location,
        @Nullable Database database,
        @Nullable DeliveryMode delivery,
        @Nullable Secret privateKey,
        @Nullable Path privateKeyFile,
        @Nullable Secret accessToken,
        @Nullable Path accessTokenFile,
        @Nullable String proxyUrl,
        @Nullable Boolean proxyReachable,
        @Nullable Duration historyRetention,
        @Nullable Duration parkedRetryInterval,
        @Nullable Duration checkInterval,
        @Nullable Duration rebuildQuietTime,
        @Nullable Integer removalLimit,
        @Nullable Integer removalLimitPercent,
        @Nullable DriftMode drift,
        @Nullable Duration driftInterval,
        @Nullable Duration validationRetryInterval) {

    private static final Duration HISTORY_RETENTION = Duration.ofDays(90);
    private static final Duration PARKED_RETRY_INTERVAL = Duration.ofMinutes(1);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration REBUILD_QUIET_TIME = Duration.ofSeconds(30);
    private static final int REMOVAL_LIMIT = 100;
    private static final int REMOVAL_LIMIT_PERCENT = 50;
    private static final int WHOLE = 100;
    private static final Duration DRIFT_INTERVAL = Duration.ofMinutes(10);
    private static final Duration VALIDATION_RETRY_INTERVAL = Duration.ofMinutes(10);
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** How models reach their providers. */
    enum DeliveryMode {
        /** Through the proxy, with the cluster's access token. */
        PROXY,
        /** Straight, with the providers' own credentials. */
        DIRECT
    }

    /** What is done about drift. */
    enum DriftMode {
        REPORT,
        REPAIR
    }

    /** The database that holds the cluster's registry. */
    public record Database(
            @Nullable String url,
            @Nullable String username,
            @Nullable Secret password) {}

    /** What is wrong, each naming the property, what was found and what is allowed. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (id == null || !ID.matcher(id).matches()) {
            problems.add("id: '" + text(id) + "', allowed are 1 to 63 of a-z, 0-9 and inner '-'");
        }
        if (project == null || project.isEmpty() || project.contains("/")) {
            problems.add("project: '" + text(project) + "', needed is the name of a project, without '/'");
        }
        if (location == null) {
            problems.add("location: missing, allowed are " + List.of(Location.values()));
        }
        checkDatabase(problems);
        if (isDirect()) {
            privateKeySetting().problem().ifPresent(problems::add);
        } else {
            checkProxy(problems);
        }
        checkPositive("history-retention", historyRetention(), "90d", problems);
        checkPositive("parked-retry-interval", parkedRetryInterval(), "1m", problems);
        checkPositive("check-interval", checkInterval(), "5s", problems);
        checkPositive("rebuild-quiet-time", rebuildQuietTime(), "30s", problems);
        checkPositive("drift-interval", driftInterval(), "10m", problems);
        checkRange("removal-limit", removalLimits().models(), Integer.MAX_VALUE, problems);
        checkRange("removal-limit-percent", removalLimits().percent(), WHOLE, problems);
        checkPositive("validation-retry-interval", validationRetryInterval(), "10m", problems);
        return problems;
    }

    private void checkDatabase(List<String> problems) {
        String url = database == null ? null : database.url();
        if (url == null || !url.startsWith("jdbc:postgresql:")) {
            problems.add("database.url: '" + text(url).replaceAll("\\?.*", "?…")
                    + "', needed is jdbc:postgresql://host:port/database");
        }
        if (database == null
                || database.username() == null
                || database.username().isEmpty()) {
            problems.add("database.username: missing, needed is the worker's role");
        }
    }

    private void checkProxy(List<String> problems) {
        if (privateKeySetting().isGiven()) {
            problems.add("private-key or private-key-file: is set, allowed only with delivery: direct");
        }
        if (accessToken != null && accessTokenFile != null) {
            problems.add("access-token and access-token-file: both are set, allowed is one");
        }
        if (accessTokenFile != null && !Files.isReadable(accessTokenFile)) {
            problems.add("access-token-file: '" + accessTokenFile + "' cannot be read");
        } else if (reachesProxy() && token().isEmpty()) {
            problems.add("access-token or access-token-file: missing or empty, needed where the proxy is reachable");
        }
        if ((reachesProxy() || proxyUrl != null) && !isHttpAddress(proxyUrl)) {
            problems.add("proxy-url: '" + text(proxyUrl) + "', needed is http(s)://host[:port][/path]");
        }
    }

    private static void checkPositive(String property, Duration found, String example, List<String> problems) {
        if (found.isNegative() || found.isZero()) {
            problems.add(property + ": '" + found + "', allowed is a positive time such as " + example);
        }
    }

    private static void checkRange(String property, int found, int most, List<String> problems) {
        if (found < 0 || found > most) {
            problems.add(property + ": '" + found + "', allowed is 0 to " + most);
        }
    }

    private static boolean isHttpAddress(@Nullable String url) {
        try {
            URI uri = URI.create(text(url));
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    public boolean isDirect() {
        return delivery == DeliveryMode.DIRECT;
    }

    public PrivateKeySetting privateKeySetting() {
        return new PrivateKeySetting(privateKey, privateKeyFile);
    }

    private boolean reachesProxy() {
        return proxyReachable == null ? location != null && location.reachesProxy() : proxyReachable;
    }

    @Override
    public Duration historyRetention() {
        return historyRetention == null ? HISTORY_RETENTION : historyRetention;
    }

    @Override
    public Duration parkedRetryInterval() {
        return parkedRetryInterval == null ? PARKED_RETRY_INTERVAL : parkedRetryInterval;
    }

    @Override
    public Duration checkInterval() {
        return checkInterval == null ? CHECK_INTERVAL : checkInterval;
    }

    @Override
    public Duration rebuildQuietTime() {
        return rebuildQuietTime == null ? REBUILD_QUIET_TIME : rebuildQuietTime;
    }

    @Override
    public Duration driftInterval() {
        return driftInterval == null ? DRIFT_INTERVAL : driftInterval;
    }

    public boolean repairsDrift() {
        return drift == DriftMode.REPAIR;
    }

    public RemovalLimits removalLimits() {
        return new RemovalLimits(
                removalLimit == null ? REMOVAL_LIMIT : removalLimit,
                removalLimitPercent == null ? REMOVAL_LIMIT_PERCENT : removalLimitPercent);
    }

    @Override
    public Duration validationRetryInterval() {
        return validationRetryInterval == null ? VALIDATION_RETRY_INTERVAL : validationRetryInterval;
    }

    /** Empty when none is configured. */
    public AccessToken token() {
        if (accessTokenFile == null) {
            return new AccessToken(accessToken == null ? "" : accessToken.text());
        }
        try {
            return new AccessToken(Files.readString(accessTokenFile).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException("access-token-file: '" + accessTokenFile + "' cannot be read", e);
        }
    }

    public ClusterProfile profile() {
        return new ClusterProfile(text(id), text(project), deliveryInForce());
    }

    private Delivery deliveryInForce() {
        return isDirect()
                ? new Delivery.Direct(privateKeySetting().key().sealingKey().id())
                : new Delivery.ThroughProxy(
                        text(proxyUrl).replaceAll("/+$", ""), reachesProxy(), token().fingerprint());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
