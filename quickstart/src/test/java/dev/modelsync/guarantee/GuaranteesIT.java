package dev.modelsync.guarantee;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every guarantee after every fault, shortly; {@link LongGuarantees} takes its time. */
class GuaranteesIT {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepEveryGuaranteeWhateverFails() {
        try (Campaign campaign =
                Campaign.start(folder, "guarantees", new Campaign.Size(40, 40, Duration.ofMinutes(1)))) {
            campaign.write(60);
            campaign.after(new PublisherFaults.PublisherKilled());
            campaign.after(new PublisherFaults.EngineFailsWithFullQueue());
            campaign.after(new PublisherFaults.SlotDropped(false));
            campaign.after(new DeliveryFaults.DeliveredTwiceAndOlder());
            campaign.after(new RestoreFaults.AidbRestored());
            campaign.after(new PublisherFaults.PublisherKilledAmidCopy(3));
            campaign.after(new PublisherFaults.SlotDropped(true));
            campaign.requireNoSecretAnywhere();
        }
    }
}
