package dev.modelsync.events.fleet;

import dev.modelsync.events.cluster.Delivery.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterDeliveryTest {
    @ParameterizedTest
    @CsvSource({"PROXY, PROXY", "DIRECT, DIRECT", "DIRECT,", ", DIRECT", ","})
    void shouldHintAtNothingWhereTheTwoAgreeOrOneIsNotKnown(@Nullable Kind enrolled, @Nullable Kind reported) {
        assertThat(new ClusterDelivery(enrolled, reported).hint()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "DIRECT, PROXY, Set delivery: direct and private-key-file",
        "PROXY, DIRECT, 'Change the cluster to DIRECT, with the public key'"
    })
    void shouldSayWhatToDoWhereTheyDiffer(Kind enrolled, Kind reported, String remedy) {
        assertThat(new ClusterDelivery(enrolled, reported).hint()).contains(remedy);
    }
}
