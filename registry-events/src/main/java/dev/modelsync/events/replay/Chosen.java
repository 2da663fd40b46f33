package dev.modelsync.events.replay;

import dev.modelsync.events.command.Order.Kind;
import dev.modelsync.events.replay.ReplayResult.Wrong;
import dev.modelsync.events.replay.ReplayView.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The clusters on which a replay is to be run or cancelled.
 *
 * @param unknown those that are named and that the replay is not about
 * @param wrong those on which it cannot be done
 */
record Chosen(List<String> clusters, List<Wrong> unknown, List<Wrong> wrong) {

    static Chosen of(Map<String, Cluster> all, List<String> named, Kind kind) {
        List<String> chosen = named.isEmpty() ? unnamed(all, kind) : named;
        List<Wrong> unknown = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            String pointer = named.isEmpty() ? "/clusters" : "/clusters/" + i;
            Cluster cluster = all.get(chosen.get(i));
            if (cluster == null) {
                unknown.add(new Wrong(
                        pointer,
                        "the replay is not about cluster '" + chosen.get(i) + "'; allowed: "
                                + String.join(", ", new TreeMap<>(all).keySet())));
            } else if (!allows(kind, cluster.state())) {
                wrong.add(new Wrong(
                        pointer,
                        "on cluster '" + chosen.get(i) + "' it is " + cluster.state() + "; allowed: "
                                + (kind == Kind.RUN_REPLAY ? "PLANNED" : "a state that is not final")));
            }
        }
        return new Chosen(chosen, unknown, named.isEmpty() ? together(wrong) : wrong);
    }

    /** Of each field one thing that is wrong. */
    private static List<Wrong> together(List<Wrong> wrong) {
        return wrong.isEmpty()
                ? List.of()
                : List.of(
                        new Wrong("/clusters", wrong.stream().map(Wrong::detail).collect(Collectors.joining("; "))));
    }

    /** All are run, or none; of those that are cancelled some may be over, but not all. */
    private static List<String> unnamed(Map<String, Cluster> all, Kind kind) {
        List<String> open = new TreeMap<>(all)
                .values().stream()
                        .filter(cluster -> kind == Kind.RUN_REPLAY || allows(kind, cluster.state()))
                        .map(Cluster::cluster)
                        .toList();
        return open.isEmpty() ? List.copyOf(new TreeMap<>(all).keySet()) : open;
    }

    private static boolean allows(Kind kind, ReplayState state) {
        return kind == Kind.RUN_REPLAY ? state == ReplayState.PLANNED : !state.isOver();
    }
}
