package dev.modelsync.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The ports of the quickstart, all on loopback. 0 takes a free one. */
final class Ports {
    @Option(names = "--api-port", paramLabel = "PORT", defaultValue = "8080", description = "HM API (8080)")
    int api;

    @Option(names = "--worker-port", paramLabel = "PORT", defaultValue = "8081", description = "Worker admin (8081)")
    int worker;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "Kafka (9092)")
    int kafka;

    @Option(names = "--hm-port", paramLabel = "PORT", defaultValue = "15432", description = "HM Postgres (15432)")
    int hm;

    @Option(
            names = "--primary-port",
            paramLabel = "PORT",
            defaultValue = "15433",
            description = "AIDB Postgres 'primary' (15433)")
    int primary;

    @Option(
            names = "--secondary-port",
            paramLabel = "PORT",
            defaultValue = "15434",
            description = "AIDB Postgres 'secondary' (15434)")
    int secondary;

    @Option(names = "--provider-port", paramLabel = "PORT", defaultValue = "8099", description = "Fake provider (8099)")
    int provider;

    @Option(names = "--proxy-port", paramLabel = "PORT", defaultValue = "8090", description = "Inference proxy (8090)")
    int proxy;

    @Option(
            names = "--proxy-admin-port",
            paramLabel = "PORT",
            defaultValue = "8091",
            description = "Probes and metrics of the inference proxy (8091)")
    int proxyAdmin;

    /** All ports free ones: for tests, several of which may run at a time. */
    static Ports free() {
        return new Ports();
    }

    /** One port with what it is for and the option that changes it. */
    private record Port(int number, String purpose, String option) {
        boolean isTaken() {
            if (number == 0) {
                return false;
            }
            try (Socket socket = new Socket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        String complaint() {
            return "Port %d (%s) is taken by another program; choose another one with %s PORT"
                    .formatted(number, purpose, option);
        }
    }

    /**
     * What to say of a port that is taken, before anything is started. The Postgres servers are not
     * among them: one that a killed quickstart left behind holds its port until its folder is started.
     */
    Optional<String> complaint() {
        return all().filter(port -> !port.purpose.contains("Postgres"))
                .filter(Port::isTaken)
                .map(Port::complaint)
                .findFirst();
    }

    /** What to say when a server met a port that is taken. */
    String complaint(int number) {
        return all().filter(port -> port.number == number)
                .map(Port::complaint)
                .findFirst()
                .orElse("Port " + number + " is taken by another program");
    }

    private Stream<Port> all() {
        return Stream.of(
                new Port(api, "HM API", "--api-port"),
                new Port(worker, "worker admin", "--worker-port"),
                new Port(proxy, "inference proxy", "--proxy-port"),
                new Port(proxyAdmin, "probes of the inference proxy", "--proxy-admin-port"),
                new Port(kafka, "Kafka", "--kafka-port"),
                new Port(hm, "HM Postgres", "--hm-port"),
                new Port(primary, "AIDB Postgres 'primary'", "--primary-port"),
                new Port(secondary, "AIDB Postgres 'secondary'", "--secondary-port"),
                new Port(provider, "fake provider", "--provider-port"));
    }
}
