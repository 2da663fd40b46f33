package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.ExitCode;
import dev.modelsync.cli.session.Reason;
import dev.modelsync.cli.session.Session;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "enrol",
        description = {
            "Enrols a cluster of a project, or one that was revoked again.",
            "Its access token is given this once: into a file for its owner only, or to standard output."
        },
        footer = {
            "",
            "Example: modelsync cluster enrol primary -p demo --location PRIMARY --access-token-file primary.token"
        })
final class EnrolCommand implements Callable<Integer> {
    @Parameters(paramLabel = "CLUSTER", description = "Its id, in DNS style")
    private String cluster = "";

    @Option(
            names = "--location",
            paramLabel = "LOCATION",
            required = true,
            description = "PRIMARY, SECONDARY or SELF_MANAGED, seen from Hybrid Manager")
    private String location = "";

    @Option(
            names = "--access-token-file",
            paramLabel = "FILE",
            required = true,
            description = "A new file for the token; - for standard output, which then holds nothing else")
    private String tokenFile = "";

    @Option(
            names = "--delivery",
            paramLabel = "DELIVERY",
            description =
                    "How it gets at the credentials of providers: PROXY, through the inference proxy, if not given;"
                            + " DIRECT: sealed for it, which puts them into its database")
    private @Nullable String delivery;

    @Mixin
    private DeliveryOptions options = new DeliveryOptions();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label, once for each")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Mixin
    private Reason reason = new Reason();

    private final Session session;

    EnrolCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (TokenFile file = TokenFile.prepare(tokenFile, session.out())) {
            JsonNode answer =
                    session.api().send(Call.post("clusters").json(enrolment())).body();
            file.write(answer.path("accessToken").asString(""));
            JsonNode enrolled = answer.path("cluster");
            if (file.isStandardOutput()) {
                session.notes().print(ClusterText.one(enrolled));
            } else {
                session.show(enrolled, ClusterText::one);
            }
        }
        return ExitCode.DONE;
    }

    private ObjectNode enrolment() {
        ObjectNode enrolment = JsonNodeFactory.instance
                .objectNode()
                .put("id", cluster)
                .put("project", session.project())
                .put("location", location);
        if (!labels.isEmpty()) {
            labels.forEach(enrolment.putObject("labels")::put);
        }
        options.putInto(enrolment, delivery, session.secrets());
        reason.putInto(enrolment);
        return enrolment;
    }
}
