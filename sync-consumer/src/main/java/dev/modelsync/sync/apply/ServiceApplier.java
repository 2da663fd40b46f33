package dev.modelsync.sync.apply;

import dev.modelsync.sync.journal.Journal;
import dev.modelsync.sync.journal.ModelResult;
import dev.modelsync.sync.journal.ModelResult.Action;
import dev.modelsync.sync.plan.ModelSpec;
import dev.modelsync.sync.plan.ModelStep;
import dev.modelsync.sync.registry.CredentialClaim;
import dev.modelsync.sync.registry.ProviderModels;
import dev.modelsync.sync.registry.RefusedStepException;
import dev.modelsync.sync.registry.RegistryView;
import java.util.List;

/** Follows the steps of one service's plan, within the savepoint of its caller. */
final class ServiceApplier implements ModelStep.Cases<ModelResult> {
    private final CredentialClaim claim;
    private final ProviderModels models;
    private final Journal journal;
    private final RegistryView view;

    ServiceApplier(CredentialClaim claim, ProviderModels models, Journal journal, RegistryView view) {
        this.claim = claim;
        this.models = models;
        this.journal = journal;
        this.view = view;
    }

    /** @throws RefusedStepException when the registry is no longer as the plan saw it */
    List<ModelResult> follow(List<ModelStep> steps) {
        return steps.stream().map(step -> step.match(this)).toList();
    }

    @Override
    public ModelResult create(ModelStep.Create step) {
        models.create(step.model(), claim);
        own(step.model());
        return ModelResult.of(step.name(), Action.CREATED);
    }

    @Override
    public ModelResult replace(ModelStep.Replace step) {
        models.delete(step.name(), step.formerProvider());
        models.create(step.model(), claim);
        own(step.model());
        return ModelResult.of(step.name(), Action.EDITED);
    }

    @Override
    public ModelResult remove(ModelStep.Remove step) {
        models.delete(step.name(), step.provider());
        journal.disown(step.name());
        view.removed(step.name());
        return ModelResult.of(step.name(), Action.REMOVED);
    }

    @Override
    public ModelResult disown(ModelStep.Disown step) {
        journal.disown(step.name());
        view.disowned(step.name());
        return ModelResult.of(step.name(), Action.REMOVED);
    }

    @Override
    public ModelResult keep(ModelStep.Keep step) {
        return ModelResult.of(step.name(), Action.UNCHANGED);
    }

    @Override
    public ModelResult skip(ModelStep.Skip step) {
        return ModelResult.skipped(step.name(), step.reason());
    }

    private void own(ModelSpec model) {
        journal.own(claim.service(), model);
        models.owned(model, claim);
        view.created(claim.service(), model);
    }
}
