package dev.modelsync.events.kafka;

import dev.modelsync.contract.Topic;

/** The topics, of which it is known that they exist and are safe: whoever needs them asks for this. */
public final class Topics {
    Topics() {}

    public String name(Topic topic) {
        return topic.topicName();
    }
}
