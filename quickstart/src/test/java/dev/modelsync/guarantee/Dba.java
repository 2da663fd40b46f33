package dev.modelsync.guarantee;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.dao.DataAccessException;

/**
 * The DBA of a cluster, who makes and removes models and credentials by hand, and remembers which. Uses
 * providers that no service of the stream uses, except the contested one.
 */
final class Dba {
    /** Used by some services; on one cluster the DBA has credentials of his own for it. */
    static final String CONTESTED_PROVIDER = "nim_reranking";

    private static final String OWN_PROVIDER = "openrouter_chat";
    private static final String OWN_KEY = "dba-key-Wm41/never+shown=";
    private static final int MOST_OWN_MODELS = 12;

    /** Everything that the catalog says of hand-made things, with the ids by which a copy is told from the original. */
    private static final String LOOK = """
            select m.name || ' ' || m.provider || ' ' || m.options::text || ' oid ' || c.oid
            from aidb.models m join pg_class c on c.relname = m.name and c.relkind = 'f'
            where m.options::text like '%hand-made%'
            union all
            select 'credentials of ' || srvname || ' ' || umid || ' ' || umoptions::text from pg_user_mappings
            where umoptions::text like '%dba-key%'
            """;

    private final Cluster cluster;
    private final Map<String, String> models = new TreeMap<>();
    private final Set<String> unsure = new HashSet<>();
    private final Set<String> taken = new TreeSet<>();
    private final Set<String> ownProviders = new HashSet<>();
    private Set<String> seen = Set.of();
    private Copy copied = new Copy(Map.of(), Set.of(), Set.of());
    private int made;

    private record Copy(Map<String, String> models, Set<String> ownProviders, Set<String> seen) {}

    Dba(Cluster cluster) {
        this.cluster = cluster;
    }

    static String key() {
        return OWN_KEY;
    }

    /** What is there before modelsync comes. */
    void settleIn(boolean contests) {
        create("dba-own", OWN_PROVIDER, true);
        create("dba-plain", "dummy", false);
        ownProviders.add(OWN_PROVIDER);
        if (contests) {
            create("dba-rerank", CONTESTED_PROVIDER, true);
            ownProviders.add(CONTESTED_PROVIDER);
        }
        look();
    }

    /** Something at random; nothing while the server is away. Returns the names that are free for Hybrid Manager again. */
    Set<String> act(Random random, String nameOfHm) {
        int what = random.nextInt(4);
        try {
            settle();
            if (what == 0 && !taken.isEmpty()) {
                String given = taken.iterator().next();
                remove(given);
                return Set.of(given);
            }
            if (what == 1) {
                create(nameOfHm, "dummy", false);
            } else if (made % MOST_OWN_MODELS == MOST_OWN_MODELS - 1) {
                removeOwn();
            } else {
                create("dba-" + made++, what == 2 ? "dummy" : "bert_local", false);
            }
            look();
        } catch (DataAccessException e) {
            unsure.add(nameOfHm);
        }
        return Set.of();
    }

    private void removeOwn() {
        made++;
        List<String> own = models.keySet().stream()
                .filter(name -> name.matches("dba-[0-9]+"))
                .toList();
        own.forEach(this::remove);
    }

    /** Takes the credentials of the contested provider away, so that Hybrid Manager's models find room. */
    void giveWay() {
        remove("dba-rerank");
        ownProviders.remove(CONTESTED_PROVIDER);
        look();
    }

    /** The names of all models that are the DBA's. */
    Set<String> models() {
        settle();
        return Set.copyOf(models.keySet());
    }

    Set<String> providersWithOwnCredentials() {
        return Set.copyOf(ownProviders);
    }

    /** What the catalog ought to hold of it. */
    Set<String> expected() {
        settle();
        return seen;
    }

    /** What the catalog holds of it now. */
    Set<String> found() {
        return new TreeSet<>(cluster.sql().sql(LOOK).query(String.class).list());
    }

    void copied() {
        settle();
        copied = new Copy(Map.copyOf(models), Set.copyOf(ownProviders), seen);
    }

    /** The copy's catalog has the ids of the original, so it must be just as it was. */
    void restored() {
        models.clear();
        models.putAll(copied.models());
        ownProviders.retainAll(copied.ownProviders());
        taken.retainAll(models.keySet());
        unsure.clear();
        seen = copied.seen();
    }

    private void look() {
        seen = found();
    }

    private void create(String name, String provider, boolean withKey) {
        unsure.add(name);
        boolean done = taken(name, provider, withKey);
        unsure.remove(name);
        if (done) {
            own(name, provider);
        }
    }

    /** False when there is such a model already. */
    private boolean taken(String name, String provider, boolean withKey) {
        return cluster.sql()
                .sql("""
                        select case when exists (select from aidb.models where name = :name) then null else
                        aidb.create_model(:name, :provider, '{"model": "hand-made"}'::jsonb,
                            credentials => :credentials::jsonb, validate => false) end
                        """)
                .param("name", name)
                .param("provider", provider)
                .param("credentials", withKey ? "{\"api_key\": \"" + OWN_KEY + "\"}" : "{}")
                .query(String.class)
                .optional()
                .isPresent();
    }

    private void own(String name, String provider) {
        models.put(name, provider);
        if (!name.startsWith("dba-")) {
            taken.add(name);
        }
    }

    private void remove(String name) {
        unsure.add(name);
        cluster.sql().sql("select aidb.delete_model(:name)").param("name", name).query(row -> {});
        unsure.remove(name);
        models.remove(name);
        taken.remove(name);
        look();
    }

    /** After a failure nobody knows whether it was done, but the mark tells. */
    private void settle() {
        if (unsure.isEmpty()) {
            return;
        }
        for (String name : new ArrayList<>(unsure)) {
            List<String> providers = cluster.sql()
                    .sql("select provider from aidb.models where name = :name and options::text like '%hand-made%'")
                    .param("name", name)
                    .query(String.class)
                    .list();
            models.remove(name);
            taken.remove(name);
            providers.forEach(provider -> own(name, provider));
        }
        unsure.clear();
        look();
    }
}
