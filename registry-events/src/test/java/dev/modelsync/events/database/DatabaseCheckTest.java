package dev.modelsync.events.database;

import dev.modelsync.events.check.Finding.Level;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseCheckTest {
    @Test
    void shouldFindThatTheDatabaseDoesNotAnswer() {
        JdbcClient away = JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/hm"));

        assertThat(new DatabaseCheck(away).look()).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.FAIL);
            assertThat(finding.remedy()).isNotNull();
        });
    }
}
