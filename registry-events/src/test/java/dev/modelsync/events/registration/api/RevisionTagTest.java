package dev.modelsync.events.registration.api;

import dev.modelsync.events.problem.BadRequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RevisionTagTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {"\"42\"|true", "*|true", "\"41\", \"42\"|true", "\"41\"|false", "W/\"42\"|false", "\"abc\"|false"})
    void shouldMatch(String header, boolean matches) {
        assertThat(RevisionTag.ifMatch(header).test(42)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "\"42", "\"41\" \"42\"", "\"42\" x"})
    void shouldRefuseWhatIsNoTag(String header) {
        assertThatThrownBy(() -> RevisionTag.ifMatch(header))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("If-Match");
    }
}
