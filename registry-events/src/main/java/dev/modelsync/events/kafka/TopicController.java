package dev.modelsync.events.kafka;

import dev.modelsync.events.problem.ProblemAnswer;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the topics are as they have to be, for those who run Hybrid Manager. */
@RestController
@RequestMapping(path = "/api/v1/topics", produces = MediaType.APPLICATION_JSON_VALUE)
class TopicController {
    private final TopicProvisioner topics;

    TopicController(TopicProvisioner topics) {
        this.topics = topics;
    }

    record Reports(List<TopicReport> items) {}

    @GetMapping
    Reports verify() {
        return new Reports(topics.verify());
    }

    @PostMapping
    Reports createMissing() {
        return new Reports(topics.createMissing());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(KafkaException e) {
        String detail = e instanceof RetriableException
                ? "The brokers do not answer"
                : "The brokers refuse this: " + e.getMessage();
        return ProblemAnswer.of(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }
}
