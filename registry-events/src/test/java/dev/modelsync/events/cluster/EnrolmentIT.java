package dev.modelsync.events.cluster;

import dev.modelsync.events.Hm;
import dev.modelsync.events.cluster.Cluster.Location;
import dev.modelsync.events.cluster.EnrolmentResult.AlreadyEnrolled;
import dev.modelsync.events.cluster.EnrolmentResult.Enrolled;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnrolmentIT {
    @Test
    void shouldGiveTheTokenOnce() {
        try (ConfigurableApplicationContext application = Hm.shared().startApplication()) {
            Enrolment enrolment = application.getBean(Enrolment.class);

            Enrolled enrolled = (Enrolled) enrolment.enrol("primary", "demo", Location.PRIMARY, Map.of("region", "eu"));
            EnrolmentResult again = enrolment.enrol("primary", "demo", Location.PRIMARY, Map.of());

            assertThat(enrolled.token().reveal()).matches("msc_[A-Za-z0-9_-]{43}");
            assertThat(enrolled.token())
                    .asString()
                    .doesNotContain(enrolled.token().reveal());
            assertThat(again).isEqualTo(new AlreadyEnrolled(enrolled.cluster()));
            assertThat(enrolment.find("primary")).contains(enrolled.cluster());
            assertThat(enrolment.find("no-such")).isEmpty();
            assertThat(Hm.shared()
                            .jdbc()
                            .sql(
                                    "SELECT token_sha256 = encode(sha256(:token::bytea), 'hex') FROM hm.cluster WHERE id = 'primary'")
                            .param("token", enrolled.token().reveal())
                            .query(Boolean.class)
                            .single())
                    .isTrue();
            assertThatThrownBy(() -> enrolment.enrol("No Name", "demo", Location.PRIMARY, Map.of()))
                    .hasMessageContaining("cluster id 'No Name'");
        }
    }
}
