package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import dev.modelsync.schema.ServiceChanged;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The broker of one partition takes nothing any more and answers nothing, while the one of the others acknowledges.
 * What the slot confirms meanwhile must stay behind the first change that the stalled partition withholds.
 */
final class PartitionStalled implements Fault {
    private final Duration lasting;
    private final boolean withKill;

    /** @param withKill whether the publisher is killed in the middle of it, and another started */
    PartitionStalled(Duration lasting, boolean withKill) {
        this.lasting = lasting;
        this.withKill = withKill;
    }

    @Override
    public String title() {
        return "one partition stalled" + (withKill ? ", and the publisher killed" : ", the others acknowledged");
    }

    @Override
    public void inject(Trial trial) {
        TopicLog topic = new TopicLog(trial.site(), Topic.INFERENCE_SERVICES);
        int acknowledged = partitionOfLabel(trial, topic);
        Map<Integer, Long> ends = topic.ends();
        int stalled = (acknowledged + 1) % ends.size();
        try (SecondBroker second = SecondBroker.leading(trial, stalled)) {
            second.link().stall();
            trial.stream().label();
            trial.await(
                    "an acknowledgement of partition " + acknowledged,
                    () -> topic.ends().get(acknowledged) > ends.get(acknowledged));
            trial.stream().writeTogether(trial.burst());
            if (withKill) {
                trial.amid(() -> {
                    trial.site().publisher().kill();
                    trial.site().startPublisher();
                });
            }
            trial.goOnFor(lasting);
            long confirmed = confirmedPosition(trial.site());
            assertThat(topic.ends().get(stalled))
                    .as("what a stalled partition has taken")
                    .isEqualTo(ends.get(stalled));
            second.link().open();
            trial.await("what was withheld", () -> firstChange(topic, stalled, ends.get(stalled)) > 0);
            assertThat(confirmed)
                    .as("position confirmed while partition %d withheld changes", stalled)
                    .isLessThan(firstChange(topic, stalled, ends.get(stalled)));
        }
    }

    /** That it arrives also shows that nothing older is under way. */
    private static int partitionOfLabel(Trial trial, TopicLog topic) {
        Map<Integer, Long> before = topic.ends();
        trial.stream().label();
        trial.await("a change to arrive", () -> !topic.ends().equals(before));
        return topic.ends().entrySet().stream()
                .filter(end -> end.getValue() > before.get(end.getKey()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static long confirmedPosition(Landscape site) {
        return site.hmSql()
                .sql(
                        "select (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint from pg_replication_slots where slot_name = :slot")
                .param("slot", PublisherFaults.SLOT)
                .query(Long.class)
                .single();
    }

    /** The lowest position in the log of a change that the partition holds from that offset on; 0 if there is none. */
    private static long firstChange(TopicLog topic, int partition, long from) {
        return topic.records().stream()
                .filter(record -> record.partition() == partition && record.offset() >= from)
                .map(TopicLog::valueOf)
                .filter(ServiceChanged.class::isInstance)
                .mapToLong(value -> ((ServiceChanged) value).getSource().getLsn())
                .min()
                .orElse(0);
    }
}
