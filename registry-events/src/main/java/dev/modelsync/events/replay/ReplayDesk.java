package dev.modelsync.events.replay;

import dev.modelsync.events.command.Commander;
import dev.modelsync.events.command.GivenCommand;
import dev.modelsync.events.command.Order;
import dev.modelsync.events.command.Order.Kind;
import dev.modelsync.events.fleet.UnknownCluster;
import dev.modelsync.events.replay.ReplayRequest.Act;
import dev.modelsync.events.replay.ReplayResult.Wrong;
import dev.modelsync.events.replay.ReplayTables.Given;
import dev.modelsync.events.replay.ReplayView.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionTemplate;

/** Has replays planned, carried out and cancelled: notes it, and gives the commands to the workers. */
final class ReplayDesk {
    private final ReplayTables tables;
    private final ReplayStates states;
    private final Commander commands;
    private final TransactionTemplate transactions;
    private final Terms terms;

    /** @param planValid for how long a plan may be run */
    record Terms(Duration planValid, Clock clock) {}

    ReplayDesk(
            ReplayTables tables,
            ReplayStates states,
            Commander commands,
            TransactionTemplate transactions,
            Terms terms) {
        this.tables = tables;
        this.states = states;
        this.commands = commands;
        this.transactions = transactions;
        this.terms = terms;
    }

    Optional<ReplayView> find(String name) {
        return tables.find(name).map(this::view);
    }

    List<ReplayView> list(String afterName, int limit) {
        List<Given> given = tables.list(afterName, limit);
        Map<String, List<ReplayTables.OnCluster>> clusters =
                tables.clusters(given.stream().map(Given::id).toList());
        return given.stream()
                .map(replay -> states.view(replay, clusters.getOrDefault(replay.id(), List.of())))
                .toList();
    }

    ReplayResult plan(ReplayWish wish, String actor) {
        List<Wrong> unknown = IntStream.range(0, wish.clusters().size())
                .filter(i -> !commands.isCluster(wish.clusters().get(i)))
                .mapToObj(i -> new Wrong(
                        "/clusters/" + i,
                        "no cluster " + UnknownCluster.said(wish.clusters().get(i))))
                .toList();
        if (!unknown.isEmpty()) {
            return new ReplayResult.Refused(false, unknown);
        }
        Given given = new Given(
                UUID.randomUUID().toString(),
                wish.name(),
                wish.scope(),
                actor,
                wish.reason(),
                terms.clock().instant().truncatedTo(ChronoUnit.MICROS));
        Optional<List<GivenCommand>> noted = Objects.requireNonNull(transactions.execute(status -> note(given, wish)));
        return noted.map(toSend -> sent(given, toSend)).orElseGet(() -> new ReplayResult.Taken(wish.name()));
    }

    /** Empty when the name is taken. */
    private Optional<List<GivenCommand>> note(Given given, ReplayWish wish) {
        if (!tables.add(given)) {
            return Optional.empty();
        }
        Order order = Order.of(Kind.PLAN_REPLAY, given.order(terms.planValid()), given.reason());
        List<GivenCommand> noted = new ArrayList<>();
        for (String cluster : wish.clusters()) {
            GivenCommand command = commands.note(cluster, order, given.actor());
            tables.addCluster(given.id(), cluster, command.commandId());
            noted.add(command);
        }
        return Optional.of(noted);
    }

    /** On those clusters that are named, else on all; on each of them it has to be planned. */
    ReplayResult run(String name, Act act, String actor) {
        return act(name, act, actor, Kind.RUN_REPLAY);
    }

    /** On those clusters that are named, else on all where it is not over. */
    ReplayResult cancel(String name, Act act, String actor) {
        return act(name, act, actor, Kind.CANCEL_REPLAY);
    }

    private ReplayResult act(String name, Act act, String actor, Kind kind) {
        Optional<Given> found = tables.find(name);
        if (found.isEmpty()) {
            return new ReplayResult.Unknown(name);
        }
        Map<String, Cluster> clusters =
                view(found.get()).clusters().stream().collect(Collectors.toMap(Cluster::cluster, Function.identity()));
        Chosen chosen = Chosen.of(clusters, act.clusters(), kind);
        if (!chosen.unknown().isEmpty()) {
            return new ReplayResult.Refused(false, chosen.unknown());
        }
        if (!chosen.wrong().isEmpty()) {
            return new ReplayResult.Refused(true, chosen.wrong());
        }
        Order order = Order.of(kind, found.get().order(terms.planValid()), act.reason());
        List<GivenCommand> noted = Objects.requireNonNull(transactions.execute(status -> chosen.clusters().stream()
                .map(cluster -> note(found.get(), cluster, order, actor))
                .toList()));
        return sent(found.get(), noted);
    }

    private GivenCommand note(Given replay, String cluster, Order order, String actor) {
        GivenCommand command = commands.note(cluster, order, actor);
        if (order.kind() == Kind.RUN_REPLAY) {
            tables.ran(replay.id(), cluster, command.commandId());
        } else {
            tables.cancelled(replay.id(), cluster, command.commandId());
        }
        return command;
    }

    private ReplayResult sent(Given replay, List<GivenCommand> noted) {
        boolean all = true;
        for (GivenCommand command : noted) {
            all &= commands.send(command);
        }
        return all ? new ReplayResult.Given(view(replay)) : new ReplayResult.BrokersAway(view(replay));
    }

    ReplayView view(Given given) {
        return states.view(given, tables.clusters(List.of(given.id())).getOrDefault(given.id(), List.of()));
    }
}
