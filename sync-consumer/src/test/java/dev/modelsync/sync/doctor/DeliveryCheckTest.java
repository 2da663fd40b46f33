package dev.modelsync.sync.doctor;

import dev.modelsync.sync.credential.Enrolment;
import dev.modelsync.sync.doctor.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryCheckTest {
    private final DeliveryCheck check = new DeliveryCheck("key-1");

    @ParameterizedTest
    @CsvSource({"rw-------, OK", "r--------, OK", "rw-r-----, WARN", "rw-rw-rw-, WARN"})
    void shouldWarnOfAKeyThatOthersMayRead(String mode, Level expected, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThat(check.file(file)).extracting(Finding::level).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true,  false, key-1, OK,   seals for this key",
        "true,  false, key-2, FAIL, seals for key key-2",
        "true,  false,      , FAIL, seals for key none",
        "false, false,      , FAIL, enrolled for the proxy",
        "true,  true,  key-1, FAIL, revoked",
    })
    void shouldHoldTheEnrolmentAgainstTheKey(boolean direct, boolean revoked, String key, Level expected, String text) {
        Finding found = check.enrolment(Optional.of(new Enrolment(direct, revoked, Optional.ofNullable(key))))
                .get(0);

        assertThat(found.level()).isEqualTo(expected);
        assertThat(found.text()).contains(text);
    }

    @Test
    void shouldSayWhatIsNotKnown() {
        assertThat(check.enrolment(Optional.empty()).get(0).level()).isEqualTo(Level.FAIL);
        assertThat(check.enrolmentUnknown("no answer from Kafka").get(0).level())
                .isEqualTo(Level.DARK);
    }
}
