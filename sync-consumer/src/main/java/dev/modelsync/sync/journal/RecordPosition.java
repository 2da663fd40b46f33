package dev.modelsync.sync.journal;

/** Where a record is on its topic. */
public record RecordPosition(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + '-' + partition + '@' + offset;
    }
}
