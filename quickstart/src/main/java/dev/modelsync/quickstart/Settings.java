package dev.modelsync.quickstart;

import dev.modelsync.embedded.AidbStandIn;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be chosen about the system that the quickstart runs. */
final class Settings {
    @Mixin
    Ports ports = new Ports();

    @Option(
            names = "--secondary-unreachable",
            description = "Runs cluster 'secondary' as in a default deployment, without a route to the proxy: "
                    + "its models are left out, and the story says why")
    boolean secondaryUnreachable;

    @Option(
            names = "--secondary-direct",
            description = "Has providers' credentials delivered to cluster 'secondary', sealed for it: "
                    + "its models call the provider itself, not the proxy")
    boolean secondaryDirect;

    /** Of AIDB on cluster 'secondary', when its data folder is new. */
    String secondaryBuild = AidbStandIn.VERSION;

    static Settings onFreePorts() {
        Settings settings = new Settings();
        settings.ports = Ports.free();
        return settings;
    }
}
