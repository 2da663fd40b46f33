package dev.modelsync.sync.command;

/** Why a command was not carried out: a closed set. Nothing was changed then. */
public enum Refusal {
    EXPIRED("The command's time had passed when the worker read it", "Look at the cluster and give the order again"),
    UNKNOWN_COMMAND(
            "This version of the worker does not know such a command", "Upgrade the worker, or use a command it knows"),
    OTHER_CLUSTER("The command is for another cluster than its key says", "Send it with the cluster's id as the key"),
    REASON_MISSING("This command needs a reason", "Say why, for those who read the activity log"),
    SERVICE_MISSING("This command needs a service", "Name the project and the service"),
    UNKNOWN_SERVICE("This cluster does not know the service", "Look for the name in modelsync.status of the cluster"),
    NOT_PARKED("The service is not parked", "Nothing is left to do"),
    SUPERSEDED("The service has gone on since the command was given", "Look at its present state"),
    NOT_PAUSED(
            "No command has paused this cluster", "If a DBA paused it, only a DBA ends that: modelsync.local_switch"),
    NO_STOP("No removals wait for an approval", "Nothing is left to do"),
    ANOTHER_STOP("Other removals wait by now than those that were approved", "Look at what waits now"),
    REBUILDING("The cluster is being rebuilt already", "Wait until it has ended: modelsync.rebuild"),
    REPLAY_MISSING("This command needs a replay", "Give it by the API of replays"),
    REPLAY_KNOWN("There is such a replay already", "Look at it, or plan another one"),
    UNKNOWN_REPLAY("This cluster does not know the replay", "Plan it on this cluster first"),
    NOT_PLANNED("The replay does not wait to be run", "Look at its state; one that has ended is planned anew"),
    PLAN_EXPIRED("The plan is older than it may be", "Plan anew and look at it before it is run"),
    REPLAY_RUNNING("Another replay runs on this cluster", "Wait until it has ended, or cancel it"),
    REPLAY_ENDED("The replay has ended already", "Nothing is left to do");

    private final String explanation;
    private final String remedy;

    Refusal(String explanation, String remedy) {
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
