package dev.modelsync.events.publish;

import dev.modelsync.contract.EventHeaders;
import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.source.Revisions.Stamp;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Position;
import dev.modelsync.events.source.RowVersion;
import dev.modelsync.schema.ChangeSource;
import dev.modelsync.schema.ChangeType;
import dev.modelsync.schema.ModelState;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Registrations of services on their topic. */
final class ServiceEvents implements EventMapper<InferenceService, ServiceChanged> {
    private static final List<String> CREDENTIALS_ONLY = List.of("credentialVersion");

    @Override
    public Class<ServiceChanged> type() {
        return ServiceChanged.class;
    }

    @Override
    public String noun() {
        return "Service";
    }

    @Override
    public ServiceChanged event(RowChange<InferenceService> change) {
        InferenceService row = change.row();
        ServiceState state = state(row.settings());
        ServiceState before = before(change, state);
        ServiceState after = row.isLive() ? state : null;
        List<String> changed = changedFields(before, after);
        Position position = change.position();
        return ServiceChanged.newBuilder()
                .setEventId(row.uid() + ":" + row.revision())
                .setProjectId(row.key().project())
                .setServiceName(row.key().name())
                .setServiceUid(row.uid().toString())
                .setRevision(row.revision())
                .setType(type(before, after, changed))
                .setBefore(before)
                .setAfter(after)
                .setChangedFields(changed)
                .setActor(row.change().actor())
                .setReason(row.change().reason())
                .setForced(row.change().forced())
                .setOccurredAt(row.change().at())
                .setSource(new ChangeSource(position.lsn(), position.txId(), position.snapshot()))
                .build();
    }

    /** A row that is no longer live still holds what it was. */
    private static @Nullable ServiceState before(RowChange<InferenceService> change, ServiceState state) {
        if (!change.row().isLive()) {
            return state;
        }
        return change instanceof RowChange.Updated<InferenceService> updated
                        && updated.before().isLive()
                ? state(updated.before().settings())
                : null;
    }

    @Override
    public ServiceChanged ending(ServiceChanged last, Stamp stamp, long lsn) {
        return ServiceChanged.newBuilder()
                .setEventId(last.getServiceUid() + ":" + stamp.revision())
                .setProjectId(last.getProjectId())
                .setServiceName(last.getServiceName())
                .setServiceUid(last.getServiceUid())
                .setRevision(stamp.revision())
                .setType(ChangeType.DEREGISTERED)
                .setBefore(last.getAfter())
                .setAfter(null)
                .setChangedFields(List.of())
                .setActor(ACTOR)
                .setReason("The registration is no longer in the database")
                .setOccurredAt(stamp.at())
                .setSource(new ChangeSource(lsn, null, true))
                .build();
    }

    @Override
    public RowVersion version(ServiceChanged event) {
        return new RowVersion(
                new ServiceKey(event.getProjectId(), event.getServiceName()).toString(),
                event.getServiceUid(),
                event.getAfter() != null,
                event.getRevision(),
                event.getOccurredAt());
    }

    /** Events before {@code credentialRef} leave a proxy without the credential. */
    @Override
    public boolean isComplete(ServiceChanged event) {
        ServiceState after = event.getAfter();
        return after == null || after.getCredentialVersion() == 0 || after.getCredentialRef() != null;
    }

    @Override
    public EventHeaders headers(ServiceChanged event) {
        String type = event.getType().name().replace("_", "").toLowerCase(Locale.ROOT);
        return new EventHeaders(
                event.getEventId(),
                "/hm/projects/" + event.getProjectId(),
                "dev.modelsync.inferenceservice." + type + ".v1",
                "services/" + event.getServiceName(),
                event.getOccurredAt());
    }

    private static ChangeType type(@Nullable ServiceState before, @Nullable ServiceState after, List<String> changed) {
        if (after == null) {
            return ChangeType.DEREGISTERED;
        }
        if (before == null) {
            return ChangeType.REGISTERED;
        }
        return changed.equals(CREDENTIALS_ONLY) ? ChangeType.CREDENTIALS_ROTATED : ChangeType.UPDATED;
    }

    private static List<String> changedFields(@Nullable ServiceState before, @Nullable ServiceState after) {
        if (before == null || after == null) {
            return List.of();
        }
        Map<String, Function<ServiceState, Object>> fields = new TreeMap<>(Map.of(
                "provider", ServiceState::getProvider,
                "endpointUrl", ServiceState::getEndpointUrl,
                "apiProtocolVersion", ServiceState::getApiProtocolVersion,
                "allowInsecure", ServiceState::getAllowInsecure,
                "credentialVersion", ServiceState::getCredentialVersion,
                "labels", ServiceState::getLabels,
                "models", ServiceState::getModels));
        List<String> changed = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (!Objects.equals(value.apply(before), value.apply(after))) {
                changed.add(name);
            }
        });
        return changed;
    }

    private static ServiceState state(ServiceSettings settings) {
        List<ModelState> models =
                settings.models().stream().map(ServiceEvents::model).toList();
        return new ServiceState(
                settings.provider(),
                settings.endpointUrl(),
                settings.apiProtocolVersion(),
                settings.allowInsecure(),
                settings.credentialVersion(),
                settings.credentialRef(),
                settings.labels(),
                models);
    }

    private static ModelState model(Model model) {
        return new ModelState(
                model.registryName(),
                model.upstreamModel(),
                model.function(),
                model.aidbProvider(),
                model.requestPath());
    }
}
