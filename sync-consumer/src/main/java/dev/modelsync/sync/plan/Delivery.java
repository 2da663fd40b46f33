package dev.modelsync.sync.plan;

import java.net.URI;
import java.util.List;

/** How the models of a cluster reach their providers, which decides their addresses and what they authenticate with. */
public sealed interface Delivery {

    /** Tells one delivery from another, so that every service is planned again when it changes. */
    String mark();

    /** For a person. */
    String inShort();

    /** What the registry is to hold of a service. */
    Wish wish(ClusterProfile profile, ServiceEvent.Declared event, CredentialState credential);

    /** Whether models are made so. */
    boolean makes(ModelSpec.Route route);

    /** Whether what the registry holds under the name of a model of ours is the one that we made. */
    boolean isOurs(ClusterProfile profile, RegisteredModel found, ModelSpec mine);

    /**
     * Through Hybrid Manager's proxy, with the cluster's access token.
     *
     * @param url the proxy's address as the cluster reaches it, without a trailing slash; empty when it has none
     * @param tokenFingerprint of the access token; never the token
     */
    record ThroughProxy(String url, boolean reachable, String tokenFingerprint) implements Delivery {
        public ThroughProxy {
            if (reachable && (url.isEmpty() || url.endsWith("/"))) {
                throw new IllegalArgumentException(
                        "Proxy address '" + url + "' must not be empty nor end with '/' where the proxy is reachable");
            }
        }

        @Override
        public String mark() {
            return String.join("\n", url, Boolean.toString(reachable), tokenFingerprint);
        }

        @Override
        public String inShort() {
            return reachable ? "proxy " + url : "proxy unreachable";
        }

        @Override
        public Wish wish(ClusterProfile profile, ServiceEvent.Declared event, CredentialState credential) {
            if (!reachable) {
                return new Wish.LeaveOut(Reason.PROXY_UNREACHABLE);
            }
            String address = servicesAddress(profile) + event.key().name();
            return new Wish.Models(event.models().stream()
                    .map(model -> model.at(address, ModelSpec.Route.PROXY))
                    .toList());
        }

        @Override
        public boolean makes(ModelSpec.Route route) {
            return route == ModelSpec.Route.PROXY;
        }

        /** Somebody may have deleted our model and made another of that name: that one is not ours. */
        @Override
        public boolean isOurs(ClusterProfile profile, RegisteredModel found, ModelSpec mine) {
            return found.isAt(mine.provider(), mine.url()) || found.isMarkedAndBelow(servicesAddress(profile));
        }

        /** Where models send the access token. */
        public String host() {
            return String.valueOf(URI.create(url).getHost());
        }

        /** What the address of every model of ours begins with. */
        private String servicesAddress(ClusterProfile profile) {
            return url + "/projects/" + profile.project() + "/services/";
        }
    }

    /**
     * Straight to the provider, with the provider's own credential, which Hybrid Manager seals for the cluster.
     *
     * @param openingKeyId which key pair of the cluster it is sealed with
     */
    record Direct(String openingKeyId) implements Delivery {
        private static final String MARK = "direct";

        @Override
        public String mark() {
            return MARK + '\n' + openingKeyId;
        }

        @Override
        public String inShort() {
            return "direct delivery, key " + openingKeyId;
        }

        @Override
        public Wish wish(ClusterProfile profile, ServiceEvent.Declared event, CredentialState credential) {
            return credential.match(new CredentialState.Cases<>() {
                @Override
                public Wish usable(CredentialState.Usable usable) {
                    return new Wish.Models(modelsOf(event));
                }

                @Override
                public Wish missing(CredentialState.Missing missing) {
                    return missing.keepsModels()
                            ? new Wish.Wait(missing.reason())
                            : new Wish.LeaveOut(missing.reason());
                }
            });
        }

        private static List<ModelSpec> modelsOf(ServiceEvent.Declared event) {
            Endpoint endpoint = event.knownEndpoint();
            return event.models().stream()
                    .map(model -> model.at(endpoint.address(), endpoint.route()))
                    .toList();
        }

        @Override
        public boolean makes(ModelSpec.Route route) {
            return route != ModelSpec.Route.PROXY;
        }

        /** The address is the provider's, which others use as well; so the upstream model has to be the one that we gave. */
        @Override
        public boolean isOurs(ClusterProfile profile, RegisteredModel found, ModelSpec mine) {
            return found.isAt(mine.provider(), mine.url()) && found.serves(mine.upstreamModel());
        }
    }
}
