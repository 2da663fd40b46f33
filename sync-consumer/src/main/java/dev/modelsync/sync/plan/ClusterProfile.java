package dev.modelsync.sync.plan;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * All that is particular to a cluster and decides what its registry should hold. When any of it
 * changes, so does the fingerprint, and every service is planned again.
 *
 * @param proxyUrl the proxy's address as the cluster reaches it, without a trailing slash; empty when it has none
 * @param tokenFingerprint of the access token; never the token
 */
public record ClusterProfile(
        String clusterId, String project, String proxyUrl, boolean proxyReachable, String tokenFingerprint) {

    public ClusterProfile {
        if (proxyReachable && (proxyUrl.isEmpty() || proxyUrl.endsWith("/"))) {
            throw new IllegalArgumentException("Cluster '" + clusterId + "': proxy address '" + proxyUrl
                    + "' must not be empty nor end with '/' where the proxy is reachable");
        }
    }

    public String fingerprint() {
        return fingerprintOf(
                String.join("\n", clusterId, project, proxyUrl, Boolean.toString(proxyReachable), tokenFingerprint));
    }

    /** Where the models of ours send the access token; empty when there is no proxy. */
    public String proxyHost() {
        return proxyUrl.isEmpty() ? "" : String.valueOf(URI.create(proxyUrl).getHost());
    }

    /** A short, one-way mark by which two texts can be told apart. */
    public static String fingerprintOf(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    ModelSpec specOf(ServiceKey service, DeclaredModel model) {
        return new ModelSpec(
                model.name(), model.provider(), model.upstreamModel(), addressOf(service) + model.requestPath());
    }

    /** Somebody may have deleted our model and made another of that name: that one is not ours. */
    boolean isOurs(RegisteredModel found, ModelSpec mine) {
        return found.isAt(mine.provider(), mine.url()) || found.isMarkedAndBelow(servicesAddress());
    }

    String addressOf(ServiceKey service) {
        return servicesAddress() + service.name();
    }

    /** What the address of every model of ours begins with. */
    String servicesAddress() {
        return proxyUrl + "/projects/" + project + "/services/";
    }
}
