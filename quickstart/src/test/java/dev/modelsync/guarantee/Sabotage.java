package dev.modelsync.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Breaks what each guarantee is about, behind everybody's back: a guarantee that does not notice is worth nothing. */
final class Sabotage {
    private static final String COLUMNS = "project, service, uid, revision, event_id, result, reason, detail, models,"
            + " topic, partition, record_offset, changed_at, applied_at";
    private static final String LATEST_ENTRY =
            "(select max(seq) from hm.activity where origin = 'CHANGE' and service_name is not null)";

    private record Act(Guarantee against, Consumer<Landscape> work) {}

    private static final List<Act> ACTS = List.of(
            new Act(new NothingLost(), Sabotage::deleteModel),
            new Act(new HandMadeUntouched(), site -> sql(site, "select aidb.delete_model('dba-plain')")),
            new Act(
                    new OutcomesComplete(),
                    site -> hmSql(site, "delete from hm.service_outcome where name ='svc-000'")),
            new Act(
                    new ActivityDerived(),
                    site -> hmSql(site, "update hm.activity set actor = 'nobody' where seq = " + LATEST_ENTRY)),
            new Act(new ActivityDerived(), Sabotage::breakChain),
            new Act(new ActivityComplete(), site -> hmSql(site, "delete from hm.activity where seq = " + LATEST_ENTRY)),
            new Act(new ActivityComplete(), Sabotage::doubleEntry),
            new Act(new ActivityComplete(), Sabotage::changeOutcome),
            new Act(new AppliedOnceInEffect(), site -> decision(site, "revision")),
            new Act(new OrderPerService(), site -> decision(site, "revision - 1")),
            new Act(new NoSecretAnywhere(), Sabotage::writeKey));

    private Sabotage() {}

    /** The guarantees that found nothing wrong although there was. Leaves the landscape broken. */
    static List<String> unnoticed(Landscape site) {
        List<String> unnoticed = new ArrayList<>();
        for (Act act : ACTS) {
            // What an earlier act has broken is not this one's.
            List<String> before = act.against().violations(site);
            act.work().accept(site);
            if (before.containsAll(act.against().violations(site))) {
                unnoticed.add(act.against().title());
            }
        }
        return unnoticed;
    }

    private static void deleteModel(Landscape site) {
        String model =
                Registry.of(site.clusters().get(0)).models().keySet().iterator().next();
        sql(site, "select aidb.delete_model('" + model + "')");
    }

    private static void decision(Landscape site, String revision) {
        sql(site, """
                with copy as (
                    insert into modelsync.decision (%1$s)
                    select %2$s from modelsync.decision where result = 'APPLIED' order by id desc limit 1
                    returning id)
                select id from copy
                """.formatted(COLUMNS, COLUMNS.replace("revision", revision)));
    }

    private static void doubleEntry(Landscape site) {
        String others = "origin, at, type, actor, reason, project, service_name, service_uid, revision, before, after";
        hmSql(
                site,
                "insert into hm.activity (event_id, " + others + ") select event_id || '-again', " + others
                        + " from hm.activity where seq = " + LATEST_ENTRY);
    }

    private static void breakChain(Landscape site) {
        hmSql(
                site,
                "update hm.activity_link set hash = content where (stream, number) ="
                        + " (select stream, number from hm.activity_link order by at desc, stream limit 1)");
    }

    private static void changeOutcome(Landscape site) {
        hmSql(
                site,
                "update hm.activity_outcome set result = 'PARKED' where seq ="
                        + " (select max(seq) from hm.activity_outcome where result = 'APPLIED')");
    }

    private static void hmSql(Landscape site, String statement) {
        if (site.hmSql().sql(statement).update() == 0) {
            throw new IllegalStateException("Nothing was broken by: " + statement);
        }
    }

    private static void sql(Landscape site, String query) {
        site.clusters().get(0).sql().sql(query).query(row -> {});
    }

    private static void writeKey(Landscape site) {
        try {
            Path leak = site.logs().resolve("leak.log");
            Files.writeString(leak, "key=" + HmApi.KEY);
            // The folder outlives this run; the next one must not find what this one planted.
            leak.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
