package dev.modelsync.cli.cluster;

import dev.modelsync.cli.secret.SecretReader;
import dev.modelsync.cli.session.FailedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** With which key credentials are sealed for a cluster. A mixin of the commands that say how it gets them. */
final class DeliveryOptions {
    private static final String DIRECT = "DIRECT";
    /** How Tink calls the private part of a key pair. */
    private static final String PRIVATE = "ASYMMETRIC_PRIVATE";

    @Option(
            names = "--sealing-key-file",
            paramLabel = "FILE",
            description = "With DIRECT: the public key that the worker's command keypair printed; - for standard input")
    private @Nullable String keyFile;

    /**
     * Adds the delivery to a request, which is not sent with a key that is the private one.
     *
     * @param delivery null where nothing was said, which leaves it to Hybrid Manager
     */
    void putInto(ObjectNode request, @Nullable String delivery, SecretReader files) {
        if (DIRECT.equals(delivery) && keyFile == null) {
            throw FailedException.usage(
                    "DIRECT needs --sealing-key-file FILE: the public key that `java -jar sync-consumer.jar keypair` prints");
        }
        if (delivery != null) {
            request.put("delivery", delivery);
        }
        if (keyFile != null) {
            request.put("sealingKey", publicKey(files, keyFile));
        }
    }

    private static String publicKey(SecretReader files, String file) {
        String key = files.fromFile("the sealing key", file);
        if (key.contains(PRIVATE)) {
            throw FailedException.usage(
                    "--sealing-key-file names the private key, which stays with the worker. Nothing was sent:"
                            + " `java -jar sync-consumer.jar keypair --public FILE` prints the public one");
        }
        return key;
    }
}
