package dev.modelsync.embedded;

/**
 * A node of a cluster.
 *
 * @param id the first is the controller too
 * @param cluster Kafka's id of the cluster; empty before the first node has one
 * @param controller host and port of the controller
 */
record KafkaNode(int id, String cluster, String controller) {
    static final int FIRST = 1;

    static KafkaNode first(String controller) {
        return new KafkaNode(FIRST, "", controller);
    }

    boolean isFirst() {
        return id == FIRST;
    }

    KafkaNode another(int otherId) {
        if (otherId <= FIRST) {
            throw new IllegalArgumentException("node is %d, allowed are %d and more".formatted(otherId, FIRST + 1));
        }
        return new KafkaNode(otherId, cluster, controller);
    }

    KafkaNode of(String ofCluster) {
        return new KafkaNode(id, ofCluster, controller);
    }
}
