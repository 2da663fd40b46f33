package dev.modelsync.sync.replay;

/** Why a replay ended without having been carried out: a closed set. */
public enum ReplayReason {
    NEWER_EVENTS("Services of the plan have newer events", "Plan anew; the worker applies newer events by itself"),
    REGISTRY_CHANGED(
            "The registry or the journal is no longer as the plan saw it", "Look at what differs and plan anew"),
    TOPIC_CREATED_AGAIN("The service topic was deleted and created again", "Wait until the cluster is rebuilt"),
    CONFIGURATION_CHANGED(
            "The cluster's configuration was changed", "Wait until the cluster is rebuilt, and plan anew"),
    NO_SUCH_PARTITION("The service topic has no such partition", "Name partitions that there are");

    private final String explanation;
    private final String remedy;

    ReplayReason(String explanation, String remedy) {
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
