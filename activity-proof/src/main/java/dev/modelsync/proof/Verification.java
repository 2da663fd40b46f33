package dev.modelsync.proof;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.StringJoiner;

/** The verification of files, in words for a person: what was found, and which file is of no use. */
public final class Verification {
    private static final int SHOWN = 21;

    private Verification() {}

    /** A file cannot be read, or is not what it is taken for; the message says which, and why. */
    public static final class UnusableFileException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableFileException(String message, Exception cause) {
            super(message, cause);
        }
    }

    /**
     * @param checkpoints further files with checkpoints
     * @param keys file with the trusted public keys, in PEM
     */
    public static Verdict of(Path export, List<Path> checkpoints, Path keys) throws UnusableFileException {
        try {
            return ActivityVerifier.verify(export, checkpoints, SigningKeys.publicKeys(Files.readString(keys)));
        } catch (NoSuchFileException e) {
            throw new UnusableFileException("There is no file " + e.getMessage(), e);
        } catch (MalformedInputException e) {
            throw new UnusableFileException("A file is not text in UTF-8", e);
        } catch (IOException e) {
            throw new UnusableFileException("A file cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new UnusableFileException("The keys in " + keys + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Lines that begin with PROVED or FAILED. What comes from the export cannot steer a terminal. */
    public static String words(Verdict verdict) {
        if (verdict.isProved()) {
            return "PROVED  %d entries and outcomes; %d checkpoints, the last of %s; %d are behind it\n"
                    .formatted(verdict.linked(), verdict.checkpoints(), verdict.signedUntil(), verdict.unsigned());
        }
        StringJoiner lines = new StringJoiner("\n" + " ".repeat(8), "FAILED  the first: ", "\n");
        verdict.findings().stream()
                .limit(SHOWN)
                .map(finding -> finding.toString().replaceAll("\\p{Cntrl}", "?"))
                .forEach(lines::add);
        if (verdict.findings().size() > SHOWN) {
            lines.add("and " + (verdict.findings().size() - SHOWN) + " more");
        }
        return lines.toString();
    }
}
