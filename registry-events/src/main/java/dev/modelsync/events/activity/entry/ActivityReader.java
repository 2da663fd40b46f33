package dev.modelsync.events.activity.entry;

import dev.modelsync.events.activity.entry.ActivityEntry.Origin;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterState;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.ModelOutcome;
import dev.modelsync.schema.OffsetSpan;
import dev.modelsync.schema.ReplayOrder;
import dev.modelsync.schema.ReplayPlanPart;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.ReplayState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.WorkerCommand;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From an event to what the activity log takes from it: a pure function. */
public final class ActivityReader {
    /** What comes of a command about a replay; between, it only tells how far it is. */
    private static final Set<ReplayState> REPLAY_RESULTS = EnumSet.of(
            ReplayState.PLANNED,
            ReplayState.NEEDS_APPROVAL,
            ReplayState.DONE,
            ReplayState.CANCELLED,
            ReplayState.STALE,
            ReplayState.FAILED);

    private ActivityReader() {}

    /** The results that outcomes of replays may have. */
    public static Set<String> replayResults() {
        return REPLAY_RESULTS.stream().map(ReplayState::name).collect(Collectors.toUnmodifiableSet());
    }

    /** What the event says; nothing for an event of another type. A new type of event gets its line here. */
    public static List<ActivityFact> read(Object event) {
        if (event instanceof ServiceChanged changed) {
            return List.of(entry(changed));
        }
        if (event instanceof ClusterChanged changed) {
            return List.of(entry(changed));
        }
        if (event instanceof WorkerCommand command) {
            return List.of(entry(command));
        }
        if (event instanceof SyncOutcome outcome) {
            return List.of(outcome(outcome));
        }
        if (event instanceof CommandOutcome outcome) {
            return List.of(entry(outcome), outcome(outcome));
        }
        if (event instanceof ReplayReport report && REPLAY_RESULTS.contains(report.getState())) {
            return List.of(outcome(report));
        }
        return List.of();
    }

    /** Whether it says nothing that the log takes, and rightly so. */
    public static boolean isPassedOver(Object event) {
        return event instanceof ReplayPlanPart
                || event instanceof ReplayReport report && !REPLAY_RESULTS.contains(report.getState());
    }

    private static ActivityEntry entry(ServiceChanged event) {
        return new ActivityEntry(
                event.getEventId(),
                Origin.CHANGE,
                event.getOccurredAt(),
                ActivityType.named(event.getType().name()),
                event.getActor(),
                event.getReason(),
                event.getProjectId(),
                event.getServiceName(),
                event.getServiceUid(),
                event.getRevision(),
                null,
                StateDifference.of(event.getBefore(), event.getAfter()),
                StateDifference.of(event.getAfter(), event.getBefore()));
    }

    /** Without the digest of the token: that there is another is all that it says. */
    private static ActivityEntry entry(ClusterChanged event) {
        ClusterState after = new ClusterState(
                event.getProjectId(),
                event.getLocation(),
                event.getLabels(),
                event.getDelivery(),
                event.getSealingKeyId(),
                event.getEnrolledAt(),
                event.getRevokedAt());
        return new ActivityEntry(
                event.getEventId(),
                Origin.CHANGE,
                event.getOccurredAt(),
                ActivityType.named(event.getType().name()),
                event.getActor(),
                event.getReason(),
                event.getProjectId(),
                null,
                null,
                event.getRevision(),
                event.getClusterId(),
                StateDifference.of(event.getBefore(), after),
                StateDifference.of(after, event.getBefore()));
    }

    private static ActivityEntry entry(WorkerCommand command) {
        Map<String, Object> given = new TreeMap<>();
        given.put("expiresAt", command.getExpiresAt().toString());
        if (command.getApprovalId() != null) {
            given.put("approvalId", command.getApprovalId());
        }
        if (command.getReplay() != null) {
            given.put("replay", replay(command.getReplay()));
        }
        return new ActivityEntry(
                commandEntry(command.getClusterId(), command.getCommandId()),
                Origin.COMMAND,
                command.getIssuedAt(),
                ActivityType.named(command.getType().name()),
                command.getActor(),
                command.getReason(),
                command.getProjectId(),
                command.getServiceName(),
                null,
                command.getRevision(),
                command.getClusterId(),
                Map.of(),
                given);
    }

    private static ActivityEntry entry(CommandOutcome outcome) {
        return new ActivityEntry(
                commandEntry(outcome.getClusterId(), outcome.getCommandId()),
                Origin.ANSWER,
                outcome.getIssuedAt(),
                ActivityType.named(outcome.getType()),
                outcome.getActor(),
                outcome.getCommandReason(),
                null,
                null,
                null,
                null,
                outcome.getClusterId(),
                Map.of(),
                Map.of());
    }

    private static ActivityOutcome outcome(SyncOutcome outcome) {
        return new ActivityOutcome(
                outcome.getClusterId(),
                outcome.getOutcomeId(),
                outcome.getEventId(),
                outcome.getResult().name(),
                outcome.getReason(),
                outcome.getDetail(),
                outcome.getModels().stream().map(ActivityReader::model).toList(),
                outcome.getChangedAt(),
                outcome.getAppliedAt(),
                outcome.getReplayId());
    }

    private static ActivityOutcome outcome(CommandOutcome outcome) {
        return new ActivityOutcome(
                outcome.getClusterId(),
                outcome.getOutcomeId(),
                commandEntry(outcome.getClusterId(), outcome.getCommandId()),
                outcome.getResult().name(),
                outcome.getReason(),
                outcome.getDetail(),
                List.of(),
                outcome.getIssuedAt(),
                outcome.getDecidedAt(),
                null);
    }

    /** Of the command that brought the replay there. */
    private static ActivityOutcome outcome(ReplayReport report) {
        return new ActivityOutcome(
                report.getClusterId(),
                report.getOutcomeId(),
                commandEntry(report.getClusterId(), report.getCommandId()),
                report.getState().name(),
                report.getReason(),
                report.getDetail(),
                List.of(),
                report.getIssuedAt(),
                report.getReportedAt(),
                null);
    }

    private static Map<String, Object> replay(ReplayOrder replay) {
        Map<String, Object> said = new TreeMap<>();
        said.put("id", replay.getReplayId());
        said.put("name", replay.getName());
        if (!replay.getServices().isEmpty()) {
            said.put("services", List.copyOf(replay.getServices()));
        }
        if (replay.getFromTime() != null) {
            said.put("from", replay.getFromTime().toString());
        }
        if (replay.getToTime() != null) {
            said.put("to", replay.getToTime().toString());
        }
        if (!replay.getOffsets().isEmpty()) {
            said.put(
                    "offsets",
                    replay.getOffsets().stream().map(ActivityReader::span).toList());
        }
        return said;
    }

    private static Map<String, Object> span(OffsetSpan span) {
        return new TreeMap<>(
                Map.of("partition", span.getPartition(), "from", span.getFromOffset(), "to", span.getToOffset()));
    }

    private static Map<String, Object> model(ModelOutcome model) {
        Map<String, Object> said = new TreeMap<>();
        said.put("registryName", model.getRegistryName());
        said.put("action", model.getAction().name());
        @Nullable String reason = model.getReason();
        if (reason != null) {
            said.put("reason", reason);
        }
        return said;
    }

    private static String commandEntry(String cluster, String command) {
        return "command:" + cluster + ':' + command;
    }
}
