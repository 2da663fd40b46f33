package dev.modelsync.guarantee;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Orders to the brokers and questions to them, past the link. */
final class Brokers {
    private Brokers() {}

    interface Request<T> {
        KafkaFuture<T> to(Admin admin);
    }

    static <T> T ask(Landscape site, Request<T> request) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", site.kafka().bootstrapServers()))) {
            return request.to(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker refuses", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
