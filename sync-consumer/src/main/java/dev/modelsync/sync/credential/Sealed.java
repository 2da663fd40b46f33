package dev.modelsync.sync.credential;

import dev.modelsync.contract.seal.CredentialSubject;
import java.util.Optional;

/** What the topic holds last for one service of the cluster. */
sealed interface Sealed {

    /** A credential, encrypted. */
    final class Held implements Sealed {
        private final CredentialSubject subject;
        private final byte[] ciphertext;
        private volatile Optional<Opened> opened = Optional.empty();

        Held(CredentialSubject subject, byte[] ciphertext) {
            this.subject = subject;
            this.ciphertext = ciphertext.clone();
        }

        boolean isOf(String uid, int version) {
            return subject.serviceUid().equals(uid) && subject.credentialVersion() == version;
        }

        String uid() {
            return subject.serviceUid();
        }

        /** What opening it shows, but for the credential itself; opened once. */
        Opened opened(Opener opener) {
            return opened.orElseGet(() -> {
                Opened result = opener.look(subject, ciphertext);
                opened = Optional.of(result);
                return result;
            });
        }

        /** The key in it, opened anew each time; empty when there is none, or it does not open. */
        Optional<String> apiKey(Opener opener) {
            return opener.apiKey(subject, ciphertext);
        }
    }

    /**
     * Nothing any more.
     *
     * @param uid of the incarnation whose credential it was; empty where that is not known
     */
    record Withdrawn(Optional<String> uid) implements Sealed {}

    /** A record that cannot be understood. */
    enum Illegible implements Sealed {
        ILLEGIBLE
    }

    /** What is known of a credential once it has been opened. */
    sealed interface Opened {

        /** AIDB can use it. */
        record Usable(String fingerprint) implements Opened {}

        enum Other implements Opened {
            /** It opens, and holds what AIDB cannot use. */
            OF_ANOTHER_KIND,
            /** It does not open with the cluster's key. */
            SHUT
        }
    }
}
