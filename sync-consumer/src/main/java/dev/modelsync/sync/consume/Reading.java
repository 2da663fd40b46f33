package dev.modelsync.sync.consume;

import dev.modelsync.sync.journal.ServiceRecord;
import dev.modelsync.sync.journal.UnreadableRecord;
import dev.modelsync.sync.plan.ServiceKey;

/** What reading a record gave. */
sealed interface Reading {

    ServiceKey key();

    record Event(ServiceRecord record) implements Reading {
        @Override
        public ServiceKey key() {
            return record.event().key();
        }
    }

    record Unreadable(UnreadableRecord record) implements Reading {
        @Override
        public ServiceKey key() {
            return record.key();
        }
    }
}
