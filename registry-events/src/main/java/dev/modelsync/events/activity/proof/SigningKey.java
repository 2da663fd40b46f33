package dev.modelsync.events.activity.proof;

import com.google.crypto.tink.subtle.Ed25519Sign;
import dev.modelsync.proof.ProofLine;
import dev.modelsync.proof.SigningKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Objects;

/** What checkpoints are signed with: an Ed25519 key. Never shows its private part. */
final class SigningKey {
    /** What X.509 puts before the 32 bytes of such a key (RFC 8410). */
    private static final String PREFIX = "302a300506032b6570032100";

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** @throws IllegalArgumentException when it is no private key of that kind in PEM; without quoting it */
    static SigningKey of(String pem, String setting) {
        try {
            PrivateKey privateKey = SigningKeys.privateKey(pem);
            return new SigningKey(privateKey, publicOf(privateKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    setting + " holds no private Ed25519 key in PEM (openssl genpkey -algorithm ed25519)", e);
        }
    }

    /** A file that does not exist is made, for its owner only. */
    static SigningKey in(Path file, String setting) {
        try {
            if (Files.notExists(file)) {
                make(file);
            }
            return of(Files.readString(file), setting);
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + " names a file that cannot be read or made: " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform from 15 on has Ed25519", e);
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        Files.createDirectories(folder);
        PrivateKey made =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        Path written = Files.createTempFile(
                folder,
                "signing-key",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(written, SigningKeys.pem(made), StandardOpenOption.WRITE);
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            // Another instance was faster: its key counts.
        } finally {
            Files.delete(written);
        }
    }

    private static PublicKey publicOf(PrivateKey key) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new GeneralSecurityException("the private key does not show itself"));
        byte[] point = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed).getPublicKey();
        byte[] encoded = HexFormat.of().parseHex(PREFIX + HexFormat.of().formatHex(point));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    String id() {
        return SigningKeys.idOf(publicKey);
    }

    String publicPem() {
        return SigningKeys.pem(publicKey);
    }

    ProofLine.Signed sign(String statement) {
        try {
            return new ProofLine.Signed(statement, id(), SigningKeys.sign(statement, privateKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key of the activity log cannot sign", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
