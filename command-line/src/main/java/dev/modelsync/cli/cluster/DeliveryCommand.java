package dev.modelsync.cli.cluster;

import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Reason;
import dev.modelsync.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "delivery",
        description = {
            "Changes how an enrolled cluster gets at the credentials of providers, or the key that they are sealed with.",
            "The worker's configuration has to say the same; `cluster status` tells where it does not."
        },
        footer = {"", "Example: modelsync cluster delivery edge DIRECT --sealing-key-file edge.pub"})
final class DeliveryCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "CLUSTER", description = "Its id")
    private String cluster = "";

    @Parameters(
            index = "1",
            paramLabel = "DELIVERY",
            description =
                    "PROXY: through the inference proxy; DIRECT: sealed for the cluster, which calls providers itself")
    private String delivery = "";

    @Mixin
    private DeliveryOptions options = new DeliveryOptions();

    @Mixin
    private Reason reason = new Reason();

    private final Session session;

    DeliveryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        options.putInto(request, delivery, session.secrets());
        reason.putInto(request);
        return session.show(
                session.api()
                        .send(Call.post("clusters", cluster, "delivery").json(request))
                        .body(),
                ClusterText::one);
    }
}
