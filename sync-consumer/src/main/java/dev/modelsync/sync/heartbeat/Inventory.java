package dev.modelsync.sync.heartbeat;

import dev.modelsync.contract.SingleObjectSerializer;
import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ModelHealth;
import dev.modelsync.schema.ModelOrigin;
import dev.modelsync.schema.ModelUse;
import dev.modelsync.schema.RegistryModel;
import dev.modelsync.sync.picker.PickableModel;
import dev.modelsync.sync.picker.RegistryModels;
import dev.modelsync.sync.plan.Drift;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Hybrid Manager's picture of one registry up to date: all models, whoever made them, what uses them, and which of ours are
 * no longer as they were made, by the last comparison. Sent at start and whenever it is another one than was sent last. Looking is for one thread.
 */
public final class Inventory {
    /** Reading the registry costs the more, the more models there are: it gets this part of the time at most. */
    private static final int SHARE = 20;

    private final String clusterId;
    private final RegistryModels registry;
    private final ModelUses uses;
    private final DriftedModels drifted;
    private final ReportSender sender;
    private final Duration interval;
    private final Clock clock;
    private final SingleObjectSerializer serializer = new SingleObjectSerializer();
    private volatile boolean changed = true;
    private volatile @Nullable String sentDigest;
    private volatile @Nullable String failure;
    private Instant notBefore = Instant.MIN;
    private Instant next = Instant.MIN;

    /** @param interval how often to look when this worker has changed nothing */
    public Inventory(String clusterId, DataSource database, ReportSender sender, Duration interval, Clock clock) {
        this.clusterId = clusterId;
        this.registry = new RegistryModels(database);
        this.uses = new ModelUses(database);
        this.drifted = new DriftedModels(database);
        this.sender = sender;
        this.interval = interval;
        this.clock = clock;
    }

    /** The worker has changed the registry. May be told by any thread. */
    public void changed() {
        changed = true;
    }

    /**
     * Looks at the registry if it is time, and sends what it holds if that is news.
     *
     * @return why the last inventory did not arrive; it is sent again then
     * @throws org.springframework.dao.DataAccessException when the registry cannot be read
     */
    public Optional<String> look() {
        Instant now = clock.instant();
        boolean due = changed || failure != null || !now.isBefore(next);
        if (due && !now.isBefore(notBefore)) {
            // Before looking: what is changed meanwhile is looked at again.
            changed = false;
            next = Instant.MIN;
            tell(now.truncatedTo(ChronoUnit.MICROS));
            Instant ended = clock.instant();
            next = ended.plus(interval);
            notBefore = ended.plus(Duration.between(now, ended).multipliedBy(SHARE));
        }
        return Optional.ofNullable(failure);
    }

    /** As {@link #look}, at once, and sends it also where it is no news: somebody waits for it. */
    public Optional<String> lookNow() {
        changed = true;
        sentDigest = null;
        notBefore = Instant.MIN;
        return look();
    }

    private void tell(Instant now) {
        List<RegistryModel> models = models();
        String digest = digestOf(models);
        if (!digest.equals(sentDigest)) {
            sentDigest = digest;
            sender.send(inventory(now, digest, models), this::answered);
        }
    }

    private void answered(Optional<String> whyNot) {
        failure = whyNot.orElse(null);
        if (whyNot.isPresent()) {
            sentDigest = null;
        }
    }

    private List<RegistryModel> models() {
        Map<String, List<ModelUses.Use>> used = uses.byModel();
        Map<String, String> drift = drifted.byModel();
        return registry.all().stream()
                .map(model -> write(model, used.getOrDefault(model.name(), List.of()), drift.get(model.name())))
                .toList();
    }

    /** Of a model that is another one than was made, the journal does not tell what it calls, nor whether it works. */
    private static RegistryModel write(PickableModel model, List<ModelUses.Use> uses, @Nullable String drift) {
        boolean asMade = drift == null || drift.equals(Drift.CREDENTIALS_LOST.name());
        PickableModel.Health health = asMade ? model.health() : null;
        return RegistryModel.newBuilder()
                .setName(model.name())
                .setProvider(model.provider())
                .setFunctions(model.functions().stream().map(Enum::name).toList())
                .setOrigin(ModelOrigin.valueOf(model.origin().name()))
                .setServiceName(model.service())
                .setUpstreamModel(asMade ? model.upstreamModel() : null)
                .setHealth(healthOf(health))
                .setHealthCheckedAt(checkedAt(health))
                .setUsedBy(uses.stream()
                        .map(use -> new ModelUse(use.kind(), use.name()))
                        .toList())
                .setDrift(drift)
                .build();
    }

    private static ModelHealth healthOf(PickableModel.@Nullable Health health) {
        if (health == null) {
            return ModelHealth.UNKNOWN;
        }
        return switch (health.condition()) {
            case "VALID" -> ModelHealth.READY;
            case "INVALID" -> ModelHealth.FAILED;
            default -> ModelHealth.UNKNOWN;
        };
    }

    private static @Nullable Instant checkedAt(PickableModel.@Nullable Health health) {
        Instant checked = health == null ? null : health.checkedAt();
        return checked == null ? null : checked.truncatedTo(ChronoUnit.MICROS);
    }

    private ClusterInventory inventory(Instant takenAt, String digest, List<RegistryModel> models) {
        return ClusterInventory.newBuilder()
                .setClusterId(clusterId)
                .setTakenAt(takenAt)
                .setDigest(digest)
                .setModels(models)
                .build();
    }

    private String digestOf(List<RegistryModel> models) {
        ClusterInventory timeless = inventory(Instant.EPOCH, "", models);
        byte[] bytes = Objects.requireNonNull(serializer.serialize(Topic.SYNC_CLUSTERS.topicName(), timeless));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
