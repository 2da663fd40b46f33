package dev.modelsync.guarantee;

import dev.modelsync.contract.Topic;
import java.util.Set;

/** The service topic is deleted; the publisher, started again, creates it, empty. */
final class TopicRecreated implements Fault {
    @Override
    public void inject(Trial trial) {
        trial.site().wantRebuilds();
        trial.site().publisher().kill();
        Brokers.ask(
                trial.site(),
                admin -> admin.deleteTopics(Set.of(Topic.INFERENCE_SERVICES.topicName()))
                        .all());
        trial.stream().write(trial.burst());
        trial.site().startPublisher();
        trial.stream().write(trial.burst());
    }
}
