package dev.modelsync.sync.plan;

/**
 * Why a change, or a model of it, was not applied: a closed set. The name is what logs, the journal
 * and outcomes carry; explanation and remedy are for the person who reads them.
 */
public enum Reason {
    NAME_TAKEN(
            "The registry has a model of this name that modelsync did not make for this service",
            "Rename the model in Hybrid Manager, or delete the other model and edit the service"),
    PROXY_UNREACHABLE(
            "This cluster is not configured to reach the inference proxy, so the models would not work",
            "Open the way to the proxy and set proxy-reachable for the cluster, or register the model natively in AIDB"),
    CREDENTIAL_CONFLICT(
            "The AIDB provider has credentials that modelsync did not store, or that another service needs; a model created now would use them",
            "Delete the hand-made credentials of that provider, or give both services the same credential, or register the model natively in AIDB"),
    CREDENTIAL_AWAITED(
            "The credential that this change needs has not come to the cluster, or another version of it has",
            "It is planned again as soon as it comes; look in Hybrid Manager whether the cluster is enrolled for direct delivery, with its public key"),
    CREDENTIAL_UNREADABLE(
            "The credential does not open with the private key of the cluster",
            "Enrol the cluster with the public key that the worker's command 'keypair --public' prints, or give the worker the private key that belongs to the enrolled one"),
    CREDENTIAL_WITHDRAWN(
            "Hybrid Manager has taken the credential back from this cluster, so its models are gone",
            "Enrol the cluster for direct delivery again, if it may use the service"),
    NEEDS_PROXY(
            "AIDB cannot authenticate by itself with a credential of this kind, as with AWS access keys",
            "Give the service an API key, or let the cluster use the proxy"),
    WOULD_DROP_FOREIGN_CREDENTIALS(
            "Deleting the model would drop the provider's credentials, which modelsync did not store",
            "Delete the model by hand and store the provider's credentials again"),
    UNKNOWN_PROVIDER(
            "This build of AIDB does not have the provider that the model needs",
            "Upgrade the AIDB extension on this cluster, or remove the model from the service"),
    UNREADABLE_EVENT(
            "The record on the service topic cannot be read, or contradicts itself",
            "Find out who wrote it; the next change of the service takes its place"),
    UNKNOWN_SCHEMA(
            "The record on the service topic was written with a schema that this version does not carry",
            "Upgrade the worker; the next change of the service takes its place"),
    PERMISSION_DENIED(
            "The worker's database role may not do this",
            "Make the role a member of aidb_users and the owner of schema modelsync"),
    AIDB_MISSING(
            "A function or view of the AIDB extension is missing",
            "Install the AIDB extension in the database that the cluster is configured with, or upgrade it"),
    ALREADY_EXISTS(
            "The registry says that the model or the credentials exist already, though it does not list them",
            "Look for a foreign table or user mapping of that name; it is tried again by itself"),
    REFUSED_VALUE(
            "The registry refused a value: a name, a configuration or a credential",
            "Correct the service in Hybrid Manager"),
    TIMED_OUT(
            "The registry did not answer within the statement timeout",
            "Look for locks and load on the cluster; it is tried again by itself"),
    REGISTRY_ERROR(
            "The registry failed in a way that modelsync does not know",
            "Look into the server log of the cluster at this time; it is tried again by itself"),
    DISCARDED(
            "A person gave the parked change up",
            "Make another change of the service in Hybrid Manager, or order a rebuild, to have it decided again");

    private final String explanation;
    private final String remedy;

    Reason(String explanation, String remedy) {
        this.explanation = explanation;
        this.remedy = remedy;
    }

    public String explanation() {
        return explanation;
    }

    public String remedy() {
        return remedy;
    }
}
