package dev.modelsync.events.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Answers to browsers that follow a page. */
final class Streams {
    /** The parameter that says what the page shows. */
    static final String SEEN = "seen";

    private static final Duration LATER = Duration.ofSeconds(30);

    private Streams() {}

    /** @param emitter null where no more can follow */
    static ResponseEntity<SseEmitter> answer(@Nullable SseEmitter emitter) {
        return emitter == null
                ? ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, Long.toString(LATER.toSeconds()))
                        .build()
                : ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(MediaType.TEXT_EVENT_STREAM)
                        .body(emitter);
    }
}
