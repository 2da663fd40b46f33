package dev.modelsync.guarantee;

import dev.modelsync.guarantee.DeliveryFaults.DeliveredTwiceAndOlder;
import dev.modelsync.guarantee.DeliveryFaults.OldPurges;
import dev.modelsync.guarantee.LinkFaults.AidbLink;
import dev.modelsync.guarantee.LinkFaults.CommitCut;
import dev.modelsync.guarantee.LinkFaults.HmLink;
import dev.modelsync.guarantee.LinkFaults.KafkaLink;
import dev.modelsync.guarantee.LinkFaults.Trouble;
import dev.modelsync.guarantee.PublisherFaults.EngineFailsWithFullQueue;
import dev.modelsync.guarantee.PublisherFaults.PublisherKilled;
import dev.modelsync.guarantee.PublisherFaults.PublisherKilledAmidCopy;
import dev.modelsync.guarantee.PublisherFaults.SlotDropped;
import dev.modelsync.guarantee.RestoreFaults.AidbRestored;
import dev.modelsync.guarantee.RestoreFaults.HmRestored;
import dev.modelsync.guarantee.ServerFaults.AidbServerCrash;
import dev.modelsync.guarantee.ServerFaults.BrokerRestart;
import dev.modelsync.guarantee.ServerFaults.HmServerCrash;
import dev.modelsync.guarantee.WorkerFaults.WorkerFrozen;
import dev.modelsync.guarantee.WorkerFaults.WorkerKilled;
import dev.modelsync.guarantee.WorkerFaults.WorkersRolled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** As {@link GuaranteesIT}, with all the changes, kills and waiting that a release deserves: profile {@code guarantees}. */
class LongGuarantees {
    private static final int CHANGES = 10_000;
    private static final int ONE_BY_ONE = 500;
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    /** A producer's request times out after half a minute. */
    private static final Duration LONGER_THAN_A_REQUEST = Duration.ofSeconds(45);

    private static final Campaign.Size SIZE = new Campaign.Size(300, 100, Duration.ofMinutes(3));

    @TempDir
    private Path folder;

    @Test
    void shouldKeepEveryGuaranteeOverTenThousandChanges() {
        try (Campaign campaign = Campaign.start(folder, "long-guarantees", SIZE)) {
            campaign.write(1000);
            campaign.after(new WorkerKilled(50));
            campaign.after(new WorkersRolled());
            campaign.after(new WorkerFrozen(false));
            campaign.after(new WorkerFrozen(true));
            campaign.after(new AidbServerCrash());
            campaign.after(new CommitCut(20));
            for (Trouble trouble : Trouble.values()) {
                campaign.after(new AidbLink(trouble, HALF_A_MINUTE));
                campaign.after(new KafkaLink(trouble, HALF_A_MINUTE));
                campaign.after(new HmLink(trouble, HALF_A_MINUTE));
            }
            campaign.after(new BrokerRestart());
            campaign.after(new PartitionStalled(LONGER_THAN_A_REQUEST, false));
            campaign.after(new PartitionStalled(HALF_A_MINUTE, true));
            campaign.after(new DeliveredTwiceAndOlder());
            campaign.after(new OldPurges());
            campaign.after(new HmServerCrash());
            campaign.after(new PublisherKilled());
            campaign.after(new EngineFailsWithFullQueue());
            campaign.after(new AidbRestored());
            campaign.after(new DbaGivesWay());
            campaign.write(CHANGES - campaign.written());
            assertThat(campaign.written()).isGreaterThanOrEqualTo(CHANGES);
            campaign.requireNoSecretAnywhere();
            campaign.requireActivityToBeDerived();
            campaign.requireSabotageToBeNoticed();
        }
    }

    /** After these everything is read or compared again. A landscape of its own each: elsewhere that would hide a rebuild too many. */
    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("faultsOfTheWhole")
    void shouldHealAfter(String title, Fault fault) {
        try (Campaign campaign = Campaign.start(folder, "healed-" + title.replace(' ', '-'), SIZE)) {
            campaign.write(ONE_BY_ONE);
            campaign.writeTogether(CHANGES - ONE_BY_ONE);
            campaign.after(fault);
            campaign.requireActivityToBeDerived();
        }
    }

    static Stream<Object[]> faultsOfTheWhole() {
        return Stream.<Fault>of(
                        new PublisherKilledAmidCopy(10),
                        new SlotDropped(false),
                        new SlotDropped(true),
                        new HmRestored(),
                        new TopicRecreated(),
                        new AwayLongerThanTombstones())
                .filter(Campaign::isAskedFor)
                .map(fault -> new Object[] {fault.title(), fault});
    }
}
