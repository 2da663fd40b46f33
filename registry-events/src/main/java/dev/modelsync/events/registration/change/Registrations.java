package dev.modelsync.events.registration.change;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.InferenceServices;
import dev.modelsync.events.registration.ServiceSettings;
import dev.modelsync.events.registration.change.RegistrationResult.Done;
import dev.modelsync.events.registration.change.RegistrationResult.InUse;
import dev.modelsync.events.registration.change.RegistrationResult.Invalid;
import dev.modelsync.events.registration.change.RegistrationResult.Stale;
import dev.modelsync.events.registration.change.RegistrationResult.Taken;
import dev.modelsync.events.registration.change.RegistrationResult.Unknown;
import dev.modelsync.events.registration.change.RegistrationResult.WouldChange;
import dev.modelsync.events.registration.rules.Model;
import dev.modelsync.events.registration.rules.Registration;
import dev.modelsync.events.registration.rules.RegistrationRules;
import dev.modelsync.events.registration.rules.ServiceKey;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violations;
import dev.modelsync.events.registration.view.Dependants.OnCluster;
import dev.modelsync.provider.secret.SecretReference;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.node.ObjectNode;

/** Registers, edits and deregisters: reads the request, has it judged, and writes one row. */
public final class Registrations {
    private final InferenceServices services;
    private final ServiceWrites writes;
    private final Credentials credentials;
    private final RegistrationRules rules;
    private final Obstacles obstacles;

    Registrations(
            InferenceServices services,
            ServiceWrites writes,
            Credentials credentials,
            RegistrationRules rules,
            Obstacles obstacles) {
        this.services = services;
        this.writes = writes;
        this.credentials = credentials;
        this.rules = rules;
        this.obstacles = obstacles;
    }

    public RegistrationResult register(String project, ObjectNode request, String actor, WriteMode mode) {
        return register(project, request, actor, mode, service -> {});
    }

    /** @param inTransaction done with the new row, before it is committed */
    RegistrationResult register(
            String project,
            ObjectNode request,
            String actor,
            WriteMode mode,
            Consumer<InferenceService> inTransaction) {
        Violations found = new Violations();
        Optional<Registration> accepted = rules.check(new ServiceJson(found).read(request), null, found);
        return accepted.map(registration -> obstacles.whenReady(
                        mode,
                        settings(registration, null),
                        registration.credentials(),
                        kept -> register(project, registration, actor, mode, kept.andThen(inTransaction))))
                .orElseGet(() -> new Invalid(found.toList()));
    }

    private RegistrationResult register(
            String project,
            Registration registration,
            String actor,
            WriteMode mode,
            Consumer<InferenceService> inTransaction) {
        ServiceKey key = new ServiceKey(project, registration.name());
        UUID uid = UUID.randomUUID();
        SecretReference credential = store(mode, uid, null, registration);
        ServiceSettings settings = settings(registration, credential);
        Write write = new Write(mode, null, credential, needsProxy(mode, null, registration));
        return written(write, () -> conflicts(key, uid, registration.models()), () -> {
            InferenceService inserted = writes.insert(uid, key, settings, actor, registration.reason());
            inTransaction.accept(inserted);
            return new Done(inserted);
        });
    }

    /**
     * @param matches whether a revision is the one that the caller has seen
     * @param force whether models go although they are in use
     */
    public RegistrationResult edit(
            ServiceKey key, LongPredicate matches, ObjectNode patch, String actor, WriteMode mode, boolean force) {
        Optional<InferenceService> seen = services.findLive(key);
        if (seen.isEmpty() || !matches.test(seen.get().revision())) {
            return staleOrUnknown(seen, key);
        }
        InferenceService current = seen.get();
        Violations found = new Violations();
        EditableService editable = new EditableService(current, patch);
        Optional<Registration> accepted =
                rules.check(new ServiceJson(found).read(editable.merged()), editable.existing(), found);
        return accepted.map(
                        registration -> edit(current, registration, editable.removesCredentials(), actor, mode, force))
                .orElseGet(() -> new Invalid(found.toList()));
    }

    private RegistrationResult edit(
            InferenceService current,
            Registration registration,
            boolean removesCredentials,
            String actor,
            WriteMode mode,
            boolean force) {
        List<OnCluster> broken = obstacles.dependants(current, registration.models());
        if (!broken.isEmpty() && !force) {
            return new InUse("/models", broken);
        }
        SecretReference old = removesCredentials ? null : current.settings().credential();
        return obstacles.whenReady(
                mode,
                settings(registration, old),
                registration.credentials(),
                kept -> edit(new Edit(current, registration, old, !broken.isEmpty()), actor, mode, kept));
    }

    /**
     * An edit that keeps every rule.
     *
     * @param old the credentials until now, null when there were none, or when they are taken away
     * @param forced whether it takes away models that are in use
     */
    private record Edit(
            InferenceService current,
            Registration registration,
            @Nullable SecretReference old,
            boolean forced) {}

    private RegistrationResult edit(Edit edit, String actor, WriteMode mode, Consumer<InferenceService> inTransaction) {
        InferenceService current = edit.current();
        Registration registration = edit.registration();
        SecretReference rotated = store(mode, current.uid(), edit.old(), registration);
        ServiceSettings wanted = settings(registration, rotated == null ? edit.old() : rotated);
        Write write = new Write(mode, current, rotated, needsProxy(mode, edit.old(), registration));
        if (wanted.equals(current.settings())) {
            return write.toldOf(new Done(current));
        }
        return written(write, () -> conflicts(current.key(), current.uid(), registration.models()), () -> {
            Optional<InferenceService> updated =
                    writes.update(current, wanted, actor, registration.reason(), edit.forced());
            updated.ifPresent(inTransaction);
            return doneOrStale(updated, current.key());
        });
    }

    /**
     * @param matches whether a revision is the one that the caller has seen
     * @param force whether the service goes although it is in use
     */
    public RegistrationResult deregister(
            ServiceKey key,
            LongPredicate matches,
            String actor,
            @Nullable String reason,
            WriteMode mode,
            boolean force) {
        Optional<InferenceService> seen = services.findLive(key);
        if (seen.isEmpty() || !matches.test(seen.get().revision())) {
            return staleOrUnknown(seen, key);
        }
        List<OnCluster> broken = obstacles.dependants(seen.get());
        if (!broken.isEmpty() && !force) {
            return new InUse("", broken);
        }
        return written(
                new Write(mode, seen.get(), null, false),
                List::of,
                () -> doneOrStale(writes.deregister(seen.get(), actor, reason, !broken.isEmpty()), key));
    }

    /**
     * A change of one row.
     *
     * @param before null for a registration
     * @param stored the credentials that were stored for it, null for none
     * @param needsProxy for a dry run: whether AIDB could not use the credentials by itself
     */
    private record Write(
            WriteMode mode,
            @Nullable InferenceService before,
            @Nullable SecretReference stored,
            boolean needsProxy) {
        RegistrationResult toldOf(RegistrationResult result) {
            return mode.isDryRun() && result instanceof Done done
                    ? new WouldChange(before, done.service(), needsProxy)
                    : result;
        }
    }

    private RegistrationResult written(
            Write write, Supplier<List<Violation>> conflicts, Supplier<RegistrationResult> work) {
        RegistrationResult result;
        try {
            List<Violation> taken = conflicts.get();
            result = taken.isEmpty() ? writes.inTransaction(write.mode(), work) : new Taken(taken);
        } catch (DuplicateKeyException e) {
            // Someone else committed the name between our look and our write: look again.
            result = new Taken(conflicts.get());
        } catch (RuntimeException e) {
            credentials.discardUnlessReferredTo(write.stored(), e);
            throw e;
        }
        if (!(result instanceof Done)) {
            credentials.discard(write.stored());
        }
        return write.toldOf(result);
    }

    private RegistrationResult doneOrStale(Optional<InferenceService> written, ServiceKey key) {
        return written.<RegistrationResult>map(Done::new).orElseGet(() -> staleOrUnknown(services.findLive(key), key));
    }

    private static RegistrationResult staleOrUnknown(Optional<InferenceService> now, ServiceKey key) {
        return now.<RegistrationResult>map(service -> new Stale(service.revision()))
                .orElseGet(() -> new Unknown(key));
    }

    private List<Violation> conflicts(ServiceKey key, UUID uid, List<Model> models) {
        Optional<InferenceService> sameName = services.findLive(key);
        if (sameName.isPresent() && !sameName.get().uid().equals(uid)) {
            return List.of(Conflicts.nameTaken(key));
        }
        List<String> names = models.stream().map(Model::registryName).toList();
        return Conflicts.registryNames(models, writes.takenNames(key.project(), names, uid));
    }

    private @Nullable SecretReference store(
            WriteMode mode, UUID uid, @Nullable SecretReference old, Registration registration) {
        return mode.isDryRun()
                ? Credentials.reference(uid, old, registration.credentials())
                : credentials.store(uid, old, registration.credentials());
    }

    private boolean needsProxy(WriteMode mode, @Nullable SecretReference kept, Registration registration) {
        return mode.isDryRun() && credentials.needProxy(kept, registration.credentials());
    }

    private static ServiceSettings settings(Registration registration, @Nullable SecretReference credential) {
        return new ServiceSettings(
                registration.provider().name(),
                registration.endpoint().toString(),
                registration.protocol().name(),
                registration.allowInsecure(),
                credential,
                registration.models(),
                registration.labels());
    }
}
