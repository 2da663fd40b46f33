package dev.modelsync.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest requests, oldest first. The oldest go when there are too many of them, or when their
 * bodies together are too long; the latest one always stays. Thread-safe.
 */
final class RequestLog {
    private final int mostRequests;
    private final long mostCharacters;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private long characters;

    RequestLog(int mostRequests, long mostCharacters) {
        this.mostRequests = mostRequests;
        this.mostCharacters = mostCharacters;
    }

    synchronized void add(RecordedRequest request) {
        requests.addLast(request);
        characters += request.body().length();
        while (requests.size() > 1 && (requests.size() > mostRequests || characters > mostCharacters)) {
            characters -= requests.removeFirst().body().length();
        }
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }
}
