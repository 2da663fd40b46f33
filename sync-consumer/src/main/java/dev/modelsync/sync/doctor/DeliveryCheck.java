package dev.modelsync.sync.doctor;

import dev.modelsync.sync.credential.Enrolment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a cluster with direct delivery can open what Hybrid Manager seals for it. */
public final class DeliveryCheck {
    private static final String KEY = "private key";
    private static final String ENROLMENT = "enrolment";
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final String keyId;

    /** @param keyId of the public key that belongs to the worker's private one */
    public DeliveryCheck(String keyId) {
        this.keyId = keyId;
    }

    public List<Finding> file(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return List.of(
                    OWNERS.containsAll(permissions)
                            ? Finding.ok(KEY, "of public key " + keyId + ", in '" + file + "' for its owner only")
                            : Finding.warn(
                                    KEY,
                                    "'" + file + "' is open to others than its owner ("
                                            + PosixFilePermissions.toString(permissions) + "): chmod 600 it"));
        } catch (IOException | UnsupportedOperationException e) {
            return List.of(Finding.warn(KEY, "whom '" + file + "' is open to cannot be seen"));
        }
    }

    public List<Finding> configured() {
        return List.of(Finding.ok(KEY, "of public key " + keyId));
    }

    /** @param enrolment empty when Hybrid Manager has announced none */
    public List<Finding> enrolment(Optional<Enrolment> enrolment) {
        return List.of(enrolment
                .map(this::compared)
                .orElseGet(() -> Finding.fail(ENROLMENT, "Hybrid Manager has not announced this cluster")));
    }

    private Finding compared(Enrolment enrolment) {
        if (enrolment.isRevoked()) {
            return Finding.fail(ENROLMENT, "Hybrid Manager has revoked this cluster");
        }
        if (!enrolment.isDirect()) {
            return Finding.fail(
                    ENROLMENT, "Hybrid Manager has this cluster enrolled for the proxy, so it seals nothing for it");
        }
        String enrolled = enrolment.sealingKeyId().orElse("none");
        return enrolled.equals(keyId)
                ? Finding.ok(ENROLMENT, "Hybrid Manager seals for this key")
                : Finding.fail(
                        ENROLMENT,
                        "Hybrid Manager seals for key " + enrolled + ", the worker's is " + keyId
                                + "; enrol the public key that 'keypair --public' prints");
    }

    public List<Finding> enrolmentUnknown(String why) {
        return List.of(Finding.unreachable(ENROLMENT, why));
    }
}
