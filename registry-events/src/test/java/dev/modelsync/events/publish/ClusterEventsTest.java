package dev.modelsync.events.publish;

import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.contract.seal.SealingKey;
import dev.modelsync.events.cluster.Cluster;
import dev.modelsync.events.cluster.Cluster.Change;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.ClusterRow;
import dev.modelsync.events.cluster.Delivery;
import dev.modelsync.events.source.Revisions.Stamp;
import dev.modelsync.events.source.RowChange;
import dev.modelsync.events.source.RowChange.Inserted;
import dev.modelsync.events.source.RowChange.Seen;
import dev.modelsync.events.source.RowChange.Updated;
import dev.modelsync.schema.ClusterChangeType;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterLocation;
import dev.modelsync.schema.CredentialDelivery;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.modelsync.events.publish.Rows.AT;
import static dev.modelsync.events.publish.Rows.TIME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ClusterEventsTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    private final ClusterEvents mapper = new ClusterEvents();

    @ParameterizedTest
    @MethodSource
    void shouldTellWhatHappened(@Nullable ClusterRow before, ClusterRow after, ClusterChangeType expected) {
        assertThat(mapper.event(change(before, after)).getType()).isEqualTo(expected);
    }

    static Stream<Arguments> shouldTellWhatHappened() {
        return Stream.of(
                arguments(null, enrolled(5), ClusterChangeType.ENROLLED),
                arguments(null, revoked(5), ClusterChangeType.REVOKED),
                arguments(revoked(4), row(5, TWO, false, Map.of()), ClusterChangeType.ENROLLED),
                arguments(enrolled(4), row(5, TWO, false, Map.of()), ClusterChangeType.TOKEN_REISSUED),
                arguments(enrolled(4), revoked(5), ClusterChangeType.REVOKED),
                arguments(enrolled(4), row(5, ONE, false, Map.of("a", "b")), ClusterChangeType.UPDATED),
                arguments(revoked(4), revoked(5), ClusterChangeType.UPDATED));
    }

    @Test
    void shouldTellTheWholeStateAndWhatWasBefore() {
        ClusterChanged event = mapper.event(change(enrolled(4), row(5, TWO, true, Map.of("region", "us"))));

        assertThat(event.getEventId()).isEqualTo("eu-1:5");
        assertThat(event.getClusterId()).isEqualTo("eu-1");
        assertThat(event.getProjectId()).isEqualTo("demo");
        assertThat(event.getLocation()).isEqualTo(ClusterLocation.SECONDARY);
        assertThat(event.getLabels()).isEqualTo(Map.of("region", "us"));
        assertThat(event.getTokenSha256()).isEqualTo(TWO);
        assertThat(event.getEnrolledAt()).isEqualTo(TIME);
        assertThat(event.getRevokedAt()).isEqualTo(TIME);
        assertThat(event.getBefore().getLabels()).isEqualTo(Map.of("region", "eu"));
        assertThat(event.getBefore().getRevokedAt()).isNull();
        assertThat(event.getBefore()).asString().doesNotContain(ONE);
        assertThat(event.getActor()).isEqualTo("ann");
        assertThat(event.getReason()).isEqualTo("ticket 42");
        assertThat(event.getOccurredAt()).isEqualTo(TIME);
        assertThat(event.getLsn()).isEqualTo(AT.lsn());
        assertThat(event.getSnapshot()).isFalse();
        assertThat(mapper.version(event)).isEqualTo(row(5, TWO, true, Map.of()).version());
    }

    @Test
    void shouldTellHowCredentialsAreDelivered() {
        SealingKey key = OpeningKey.generate().sealingKey();
        ClusterRow direct = row(5, ONE, false, Map.of("region", "eu"), new Delivery.Direct(key.toJson()));

        ClusterChanged event = mapper.event(change(enrolled(4), direct));
        ClusterChanged ending = mapper.ending(event, new Stamp(9, TIME), 7);

        assertThat(event.getType()).isEqualTo(ClusterChangeType.UPDATED);
        assertThat(event.getDelivery()).isEqualTo(CredentialDelivery.DIRECT);
        assertThat(event.getSealingKeyId()).isEqualTo(key.id());
        assertThat(event.getBefore().getDelivery()).isEqualTo(CredentialDelivery.PROXY);
        assertThat(event.getBefore().getSealingKeyId()).isNull();
        assertThat(mapper.event(change(direct, enrolled(6))).getBefore().getSealingKeyId())
                .isEqualTo(key.id());
        assertThat(ending.getBefore().getDelivery()).isEqualTo(CredentialDelivery.DIRECT);
    }

    @Test
    void shouldTellWhatASnapshotSaw() {
        ClusterChanged event = mapper.event(new Seen<>(enrolled(5), new RowChange.Position(9, null, true)));

        assertThat(event.getType()).isEqualTo(ClusterChangeType.ENROLLED);
        assertThat(event.getBefore()).isNull();
        assertThat(event.getSnapshot()).isTrue();
    }

    @Test
    void shouldRevokeWhatIsNoLongerThere() {
        ClusterChanged last = mapper.event(change(null, enrolled(4)));

        ClusterChanged event = mapper.ending(last, new Stamp(9, TIME.plusSeconds(1)), 7);

        assertThat(event.getType()).isEqualTo(ClusterChangeType.REVOKED);
        assertThat(event.getEventId()).isEqualTo("eu-1:9");
        assertThat(event.getRevokedAt()).isEqualTo(TIME.plusSeconds(1));
        assertThat(event.getTokenSha256()).isEqualTo(ONE);
        assertThat(event.getBefore().getRevokedAt()).isNull();
        assertThat(event.getActor()).isEqualTo("modelsync");
        assertThat(mapper.version(event).live()).isFalse();
    }

    @Test
    void shouldCarryTheHeadersOfACloudEvent() {
        Headers headers = mapper.headers(mapper.event(change(enrolled(4), row(5, TWO, false, Map.of()))))
                .toKafka();

        assertThat(List.of("ce_id", "ce_source", "ce_type", "ce_subject"))
                .extracting(name -> new String(headers.lastHeader(name).value(), UTF_8))
                .containsExactly(
                        "eu-1:5", "/hm/projects/demo", "dev.modelsync.cluster.tokenreissued.v1", "clusters/eu-1");
    }

    static ClusterRow enrolled(long revision) {
        return row(revision, ONE, false, Map.of("region", "eu"));
    }

    private static ClusterRow revoked(long revision) {
        return row(revision, ONE, true, Map.of("region", "eu"));
    }

    private static ClusterRow row(long revision, String token, boolean revoked, Map<String, String> labels) {
        return row(revision, token, revoked, labels, new Delivery.Proxy());
    }

    private static ClusterRow row(
            long revision, String token, boolean revoked, Map<String, String> labels, Delivery delivery) {
        return new ClusterRow(
                new Cluster(
                        "eu-1",
                        "demo",
                        Location.SECONDARY,
                        labels,
                        delivery,
                        TIME,
                        revoked ? TIME : null,
                        new Change(revision, "ann", "ticket 42", TIME)),
                token);
    }

    private static RowChange<ClusterRow> change(@Nullable ClusterRow before, ClusterRow after) {
        return before == null ? new Inserted<>(after, AT) : new Updated<>(before, after, AT);
    }
}
