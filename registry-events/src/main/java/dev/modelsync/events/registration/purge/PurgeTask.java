package dev.modelsync.events.registration.purge;

/** Deletes what has had its time. Every bean of this type has its turn by {@link PurgeSchedule}; several instances may do the same at once. */
public interface PurgeTask {

    /**
     * Answers what it has deleted, in words for the log; empty when there was nothing.
     *
     * @throws org.springframework.dao.DataAccessException when the database fails; then it is done the next time
     * @throws dev.modelsync.provider.secret.SecretStoreException when the store of credentials does
     */
    String purge();
}
