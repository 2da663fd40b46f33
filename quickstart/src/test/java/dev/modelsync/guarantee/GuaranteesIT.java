package dev.modelsync.guarantee;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every guarantee after every fault, shortly; {@link LongGuarantees} takes its time. */
class GuaranteesIT {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepEveryGuaranteeWhateverFails() {
        try (Campaign campaign = Campaign.start(folder, "guarantees", new Campaign.Size(40, 40))) {
            campaign.write(60);
            campaign.after(new WorkerFaults.WorkerKilled(2));
            campaign.after(new WorkerFaults.WorkersRolled());
            campaign.after(new ServerFaults.AidbServerCrash());
            campaign.after(new ServerFaults.HmServerCrash());
            campaign.after(new ServerFaults.BrokerRestart());
            campaign.after(new LinkFaults.CommitCut(4));
            campaign.after(new LinkFaults.AidbLink(LinkFaults.Trouble.CUT));
            campaign.after(new LinkFaults.AidbLink(LinkFaults.Trouble.STALLED));
            campaign.after(new LinkFaults.AidbLink(LinkFaults.Trouble.SLOW));
            campaign.after(new LinkFaults.KafkaLink(LinkFaults.Trouble.CUT));
            campaign.after(new LinkFaults.KafkaLink(LinkFaults.Trouble.STALLED));
            campaign.after(new LinkFaults.HmLink(LinkFaults.Trouble.CUT));
            campaign.after(new WorkerFaults.WorkerFrozen(false));
            campaign.requireNoSecretAnywhere();
        }
    }
}
