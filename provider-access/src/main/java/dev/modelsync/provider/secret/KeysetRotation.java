package dev.modelsync.provider.secret;

import java.nio.file.Path;
import java.util.List;

/**
 * Changes the key that encrypts the files of a secret store. The keyset's file has, at any moment, every
 * key that a file needs: the new key is in it before it encrypts the first, and the old one leaves it
 * after the last. So it may be interrupted anywhere, and goes on where it is begun again.
 *
 * <p>Nobody should store or delete secrets meanwhile: a file that is written with the old key after it
 * was looked for would not open any more, one that is deleted could come back. Reading goes on.
 */
final class KeysetRotation {
    private final Path folder;
    private final Path keysetFile;

    KeysetRotation(Path folder, Path keysetFile) {
        this.folder = folder;
        this.keysetFile = keysetFile;
    }

    /**
     * Adds the key that {@link #rotate} will change to, for those whose readers have keysets of their own
     * and have to get it first.
     *
     * @return false when it was added before
     */
    boolean add() {
        Keyset keyset = Keyset.read(keysetFile);
        if (keyset.size() > 1) {
            return false;
        }
        keyset.withNewKey().write(keysetFile);
        return true;
    }

    /**
     * Encrypts everything with the newest key, which is added where there is only one, and forgets the others.
     *
     * @return how many files were encrypted anew
     * @throws SecretStoreException when a file does not open: then every key stays
     */
    int rotate() {
        add();
        Keyset all = Keyset.read(keysetFile);
        Keyset newest = all.newest();
        EncryptedFileSecretStore from = new EncryptedFileSecretStore(folder, () -> all);
        EncryptedFileSecretStore to = new EncryptedFileSecretStore(folder, () -> newest);
        List<SecretReference> old = from.references().stream()
                .filter(reference -> !to.opens(reference))
                .toList();
        old.forEach(reference -> from.get(reference).ifPresent(secret -> to.encryptAnew(reference, secret)));
        newest.write(keysetFile);
        return old.size();
    }
}
