package dev.modelsync.proxy.topics;

/** The topics are not there, or are not the ones that were being read. */
final class TopicsUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsUnusableException(String message) {
        super(message);
    }
}
