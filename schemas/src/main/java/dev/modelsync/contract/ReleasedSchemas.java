package dev.modelsync.contract;

import dev.modelsync.schema.ActivityCheckpoint;
import dev.modelsync.schema.ClusterChanged;
import dev.modelsync.schema.ClusterInventory;
import dev.modelsync.schema.ClusterReport;
import dev.modelsync.schema.CommandOutcome;
import dev.modelsync.schema.ProxyReport;
import dev.modelsync.schema.ReplayPlanPart;
import dev.modelsync.schema.ReplayReport;
import dev.modelsync.schema.SealedCredential;
import dev.modelsync.schema.ServiceChanged;
import dev.modelsync.schema.SyncOutcome;
import dev.modelsync.schema.WorkerCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/**
 * Every schema that a record on one of our topics may have been written with: the released ones,
 * which travel inside this jar, and the current ones. So records are read without a schema server.
 */
final class ReleasedSchemas {
    private static final String FOLDER = "released/v1/";

    /** How many releases of each schema there are; release n is the file {@code <name>.<n>.avsc}. */
    static final Map<Schema, Integer> RELEASES = Map.ofEntries(
            Map.entry(ServiceChanged.getClassSchema(), 3),
            Map.entry(SyncOutcome.getClassSchema(), 2),
            Map.entry(WorkerCommand.getClassSchema(), 3),
            Map.entry(CommandOutcome.getClassSchema(), 1),
            Map.entry(ClusterReport.getClassSchema(), 2),
            Map.entry(ClusterInventory.getClassSchema(), 2),
            Map.entry(ClusterChanged.getClassSchema(), 3),
            Map.entry(SealedCredential.getClassSchema(), 1),
            Map.entry(ProxyReport.getClassSchema(), 1),
            Map.entry(ActivityCheckpoint.getClassSchema(), 1),
            Map.entry(ReplayReport.getClassSchema(), 1),
            Map.entry(ReplayPlanPart.getClassSchema(), 1));

    private ReleasedSchemas() {}

    /** The released versions of a current schema, oldest first. */
    static List<Schema> of(Schema current) {
        Integer releases = RELEASES.get(current);
        if (releases == null) {
            throw new IllegalArgumentException("No release of schema " + current.getFullName());
        }
        return IntStream.rangeClosed(1, releases)
                .mapToObj(n -> read(FOLDER + current.getName() + '.' + n + ".avsc"))
                .toList();
    }

    static SchemaStore store() {
        SchemaStore.Cache store = new SchemaStore.Cache();
        for (Schema current : RELEASES.keySet()) {
            store.addSchema(current);
            of(current).forEach(store::addSchema);
        }
        return store;
    }

    private static Schema read(String resource) {
        try (InputStream in = ReleasedSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Released schema " + resource + " is missing from the jar");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Released schema " + resource + " cannot be read", e);
        }
    }
}
