package dev.modelsync.events.fleet.diff;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.modelsync.events.fleet.ModelDrift;
import dev.modelsync.events.fleet.diff.Sides.Held;
import dev.modelsync.events.fleet.diff.Sides.Wanted;
import dev.modelsync.events.fleet.diff.Sides.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One model, on both sides.
 *
 * @param service the one that wants it, else the one that it was made for
 * @param wanted null where no service wants it
 * @param actual null where the registry has none of that name, or nothing more is known of it
 * @param reason why, of the workers' closed set, where the cluster said so; else how the model is no longer as it was made
 */
record ModelComparison(
        String model,
        @Nullable String service,
        Verdict verdict,
        @Nullable Entry wanted,
        @Nullable Entry actual,
        @Nullable String reason,
        @Nullable String detail) {

    /** The closed set. */
    enum Verdict {
        /** The registry holds what is wanted. */
        SAME,
        /** Wanted, and not in the registry. */
        MISSING,
        /** Made for the service, and not as it is wanted now, or no longer as it was made; or made for another service. */
        DIFFERENT,
        /** Made for a service that no longer wants it. */
        EXTRA,
        /** Somebody else made a model of that name on the cluster. */
        TAKEN,
        /** The worker leaves it out on purpose. */
        LEFT_OUT
    }

    @JsonIgnore
    boolean isDifference() {
        return verdict != Verdict.SAME;
    }

    /** Of every model that is wanted or was made for a service; by name. What others made and nobody wants is no difference. */
    static List<ModelComparison> of(Sides sides) {
        Map<String, Wanted> wanted = new HashMap<>();
        sides.wanted().forEach(model -> wanted.put(model.model(), model));
        Map<String, Held> held = new HashMap<>();
        sides.held().forEach(model -> held.put(model.model(), model));
        TreeSet<String> names = new TreeSet<>(wanted.keySet());
        sides.held().stream()
                .filter(Held::isSynced)
                .filter(model -> !sides.unknown().contains(model.service()))
                .forEach(model -> names.add(model.model()));
        List<ModelComparison> compared = new ArrayList<>();
        for (String name : names) {
            compared.add(of(name, wanted.get(name), held.get(name), sides.words()));
        }
        return compared;
    }

    private static ModelComparison of(
            String name, @Nullable Wanted wanted, @Nullable Held held, Map<String, Word> words) {
        String service = wanted != null ? wanted.service() : held == null ? null : held.service();
        Word word = service == null ? null : words.get(service);
        Verdict verdict = verdict(wanted, held, word);
        Word why = verdict == Verdict.SAME ? null : why(held, word);
        return new ModelComparison(
                name,
                service,
                verdict,
                wanted == null ? null : wanted.entry(),
                held == null ? null : held.entry(),
                why == null ? null : why.reason(),
                why == null ? null : why.detail());
    }

    /** What the registry was found to hold tells more than what the service's change came to. */
    private static @Nullable Word why(@Nullable Held held, @Nullable Word word) {
        return held == null || held.drift() == null
                ? word
                : new Word(Held.DRIFTED, held.drift(), ModelDrift.meaning(held.drift()));
    }

    private static Verdict verdict(@Nullable Wanted wanted, @Nullable Held held, @Nullable Word word) {
        if (wanted == null) {
            return Verdict.EXTRA;
        }
        if (held == null) {
            return word != null && word.result().equals("SKIPPED") ? Verdict.LEFT_OUT : Verdict.MISSING;
        }
        if (!held.isSynced() || ModelDrift.REPLACED.name().equals(held.drift())) {
            return Verdict.TAKEN;
        }
        boolean same = held.drift() == null
                && wanted.service().equals(held.service())
                && (held.entry() == null || wanted.entry().agreesWith(held.entry()));
        return same ? Verdict.SAME : Verdict.DIFFERENT;
    }
}
