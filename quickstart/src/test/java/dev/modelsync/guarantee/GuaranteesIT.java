package dev.modelsync.guarantee;

import dev.modelsync.guarantee.DeliveryFaults.DeliveredTwiceAndOlder;
import dev.modelsync.guarantee.DeliveryFaults.OldPurges;
import dev.modelsync.guarantee.LinkFaults.AidbLink;
import dev.modelsync.guarantee.LinkFaults.CommitCut;
import dev.modelsync.guarantee.LinkFaults.KafkaLink;
import dev.modelsync.guarantee.LinkFaults.Trouble;
import dev.modelsync.guarantee.PublisherFaults.EngineFailsWithFullQueue;
import dev.modelsync.guarantee.PublisherFaults.PublisherKilled;
import dev.modelsync.guarantee.RestoreFaults.AidbRestored;
import dev.modelsync.guarantee.ServerFaults.AidbServerCrash;
import dev.modelsync.guarantee.ServerFaults.BrokerRestart;
import dev.modelsync.guarantee.ServerFaults.HmServerCrash;
import dev.modelsync.guarantee.WorkerFaults.WorkerFrozen;
import dev.modelsync.guarantee.WorkerFaults.WorkerKilled;
import dev.modelsync.guarantee.WorkerFaults.WorkersRolled;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every guarantee after every fault, shortly; {@link LongGuarantees} takes its time. */
class GuaranteesIT {
    private static final Campaign.Size SIZE = new Campaign.Size(30, 20, Duration.ofMinutes(1));

    /** Longer than a publisher takes that confirms too early. */
    private static final Duration A_MOMENT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    @Test
    void shouldKeepEveryGuaranteeWhateverFails() {
        try (Campaign campaign = Campaign.start(folder, "guarantees", SIZE)) {
            campaign.write(50);
            campaign.after(new WorkerKilled(1));
            campaign.after(new WorkersRolled());
            campaign.after(new WorkerFrozen(false));
            campaign.after(new AidbServerCrash());
            campaign.after(new CommitCut(3));
            campaign.after(new AidbLink(Trouble.CUT, Duration.ZERO));
            campaign.after(new AidbLink(Trouble.STALLED, Duration.ZERO));
            campaign.after(new KafkaLink(Trouble.CUT, Duration.ZERO));
            campaign.after(new BrokerRestart());
            campaign.after(new PartitionStalled(A_MOMENT, false));
            campaign.after(new DeliveredTwiceAndOlder());
            campaign.after(new OldPurges());
            campaign.after(new HmServerCrash());
            campaign.after(new EngineFailsWithFullQueue());
            campaign.after(new PublisherKilled());
            campaign.after(new AidbRestored());
            campaign.after(new DbaGivesWay());
            campaign.requireNoSecretAnywhere();
            campaign.requireActivityToBeDerived();
            campaign.requireSabotageToBeNoticed();
        }
    }
}
