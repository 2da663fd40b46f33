package dev.modelsync.contract.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Which credential is sealed, and for whom. It is sealed into the ciphertext: what was sealed as one thing does not
 * open as another.
 *
 * @param serviceUid incarnation of the service
 * @param credentialVersion as in the service's event that calls for it
 */
public record CredentialSubject(
        String clusterId, String projectId, String serviceName, String serviceUid, int credentialVersion) {
    private static final String PURPOSE = "modelsync sealed credential v1";

    /** The key of its record on the topic. */
    public String key() {
        return clusterId + '/' + projectId + '/' + serviceName;
    }

    /** Each text behind its length, so that no two subjects have the same bytes. */
    byte[] context() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : List.of(PURPOSE, clusterId, projectId, serviceName, serviceUid)) {
                byte[] encoded = text.getBytes(UTF_8);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
            out.writeInt(credentialVersion);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
