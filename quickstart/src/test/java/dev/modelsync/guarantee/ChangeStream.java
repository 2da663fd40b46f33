package dev.modelsync.guarantee;

import dev.modelsync.guarantee.Service.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random changes of Hybrid Manager's table, and interference by the DBAs; the same seed gives the same changes.
 * What is written by SQL is written until Hybrid Manager has it, whatever happens to its server meanwhile.
 */
final class ChangeStream {
    private static final List<Offer> OFFERS = List.of(
            new Offer("TEXT_EMBEDDING", "openai_embeddings", "/v1/embeddings"),
            new Offer("TEXT_COMPLETION", "openai_completions", "/v1/chat/completions"),
            new Offer("TEXT_COMPLETION", "anthropic_messages", "/v1/messages"),
            new Offer("TEXT_COMPLETION", "gemini", "/v1beta"));
    private static final Offer CONTESTED = new Offer("RERANKING", Dba.CONTESTED_PROVIDER, "/v1/ranking");
    private static final int MODELS_OF_A_SERVICE = 4;
    private static final int WANDERING_MODELS = 10;
    private static final int ROWS_OF_A_COPY = 8;

    private final Random random;
    private final Landscape site;
    private final HmTable table;
    private final HmApi api;
    private final List<Service> services;
    private final AtomicInteger written = new AtomicInteger();
    private boolean purging = true;

    ChangeStream(long seed, Landscape site, int services) {
        this.random = new Random(seed);
        this.site = site;
        this.table = new HmTable(site.hm());
        this.api = new HmApi(site.api(), new Random(seed + 1));
        this.services = IntStream.range(0, services)
                .mapToObj(number -> new Service("svc-%03d".formatted(number)))
                .toList();
    }

    /** How many changes were made so far. */
    int written() {
        return written.get();
    }

    HmApi api() {
        return api;
    }

    /** Returns when that many more changes are committed. */
    synchronized void write(int changes) {
        int end = written.get() + changes;
        while (written.get() < end) {
            change();
        }
    }

    /** Writes on a thread of its own; the answer is done when all is committed. */
    CompletableFuture<Void> flow(int changes) {
        return CompletableFuture.runAsync(() -> write(changes), work -> {
            Thread thread = new Thread(work, "change-stream");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** One transaction that registers, edits and removes many services. */
    synchronized void writeTogether(int rows) {
        List<String> statements = new ArrayList<>();
        IntStream.range(0, rows).forEach(row -> statements.addAll(one()));
        commit(statements, rows);
    }

    /** Registers by COPY as many services as are free. */
    synchronized void copy(int rows) {
        List<Service> free =
                services.stream().filter(one -> !one.isLive()).limit(rows).toList();
        free.forEach(one -> fill(one.live(true)));
        table.copy(free);
        written.addAndGet(free.size());
    }

    /** Deregisters many in one transaction. */
    synchronized void deregister(int number) {
        List<Service> leaving =
                services.stream().filter(Service::isLive).limit(number).toList();
        commit(leaving.stream().map(one -> one.live(false).deregister()).toList(), leaving.size());
    }

    /** Forgets every service that is deregistered. */
    synchronized void purge() {
        List<String> gone = services.stream()
                .filter(one -> !one.isLive())
                .map(Service::purge)
                .toList();
        commit(gone, gone.size());
    }

    /** The keys of all services that are deregistered or never were. */
    synchronized Set<String> deregistered() {
        return services.stream()
                .filter(one -> !one.isLive())
                .map(one -> Landscape.PROJECT + '/' + one.name())
                .collect(Collectors.toSet());
    }

    /** The smallest change of a live service. */
    synchronized void label() {
        services.stream()
                .filter(Service::isLive)
                .findFirst()
                .ifPresent(one -> commit(List.of(one.label(random.nextInt()).update()), 1));
    }

    /** The same of every live service, in one transaction. */
    synchronized void labelAll() {
        List<Service> live = services.stream().filter(Service::isLive).toList();
        commit(live.stream().map(one -> one.label(random.nextInt()).update()).toList(), live.size());
    }

    /** From now on no row is purged by chance, or again some are. */
    synchronized void purging(boolean allowed) {
        purging = allowed;
    }

    /** Goes on from what the table holds, which somebody has put back in time. */
    synchronized void learn() {
        services.forEach(one -> table.read(one));
    }

    private void change() {
        int dice = random.nextInt(100);
        if (dice < 4) {
            copy(1 + random.nextInt(ROWS_OF_A_COPY));
        } else if (dice < 12) {
            writeTogether(2 + random.nextInt(10));
        } else if (dice < 18) {
            api.change();
            written.incrementAndGet();
        } else if (dice < 26) {
            interfere();
        }
        commit(one(), 1);
    }

    /** What the DBA gives back goes to the service that wants it with the service's next change. */
    private void interfere() {
        Cluster cluster = site.clusters().get(random.nextInt(site.clusters().size()));
        Set<String> free = cluster.dba().act(random, modelName(any(), random.nextInt(MODELS_OF_A_SERVICE)));
        services.stream()
                .filter(service -> free.stream().anyMatch(service::declares))
                .forEach(service ->
                        commit(List.of(service.label(random.nextInt()).update()), 1));
    }

    private void commit(List<String> statements, int changes) {
        table.execute(statements);
        written.addAndGet(changes);
    }

    private List<String> one() {
        Service service = any();
        int dice = random.nextInt(100);
        if (!service.isLive()) {
            return dice < 20
                    ? List.of(service.purge())
                    : List.of(fill(service.live(true)).insert());
        } else if (dice < 12) {
            return List.of(service.live(false).deregister());
        } else if (dice < 18) {
            String removed = service.deregister();
            return List.of(removed, fill(service).insert());
        } else if (dice < 28) {
            return wander(service);
        } else if (dice < 38) {
            return List.of(service.rotated().update());
        } else if (dice < 48) {
            return List.of(service.label(random.nextInt()).update());
        } else if (dice < 58) {
            return List.of(service.at("https://models-" + random.nextInt(10) + ".example.com")
                    .update());
        }
        return List.of(remodelled(service).update());
    }

    /** A model goes from whoever has it to this service: given up in one statement, taken in the next. */
    private List<String> wander(Service taker) {
        String model = "wandering-" + random.nextInt(WANDERING_MODELS);
        Offer offer = any(OFFERS);
        int upstream = random.nextInt(100);
        Optional<Service> giver = services.stream()
                .filter(one -> one != taker && one.declares(model))
                .findFirst();
        List<String> statements = new ArrayList<>();
        giver.ifPresent(one -> {
            one.models().removeIf(held -> model.equals(held.get("registryName")));
            statements.add(one.update());
        });
        taker.put(model, offer, upstream);
        statements.add(taker.update());
        return statements;
    }

    private Service remodelled(Service service) {
        int number = random.nextInt(MODELS_OF_A_SERVICE);
        String model = modelName(service, number);
        boolean removed = service.models().size() > 1
                && random.nextInt(3) == 0
                && service.models().removeIf(held -> model.equals(held.get("registryName")));
        if (!removed) {
            service.put(model, any(OFFERS), random.nextInt(100));
        }
        return service;
    }

    private Service fill(Service service) {
        service.models().clear();
        int number = 1 + random.nextInt(MODELS_OF_A_SERVICE);
        IntStream.range(0, number)
                .forEach(model -> service.put(modelName(service, model), any(OFFERS), random.nextInt(100)));
        if (services.indexOf(service) % 10 == 9) {
            service.put("rerank-" + service.name(), CONTESTED, 1);
        }
        return service;
    }

    private static String modelName(Service service, int number) {
        return "model." + service.name() + "-" + number;
    }

    private Service any() {
        return any(services);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
