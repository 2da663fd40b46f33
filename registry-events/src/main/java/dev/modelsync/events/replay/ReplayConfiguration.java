package dev.modelsync.events.replay;

import dev.modelsync.events.activity.CommandLog;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.command.Commander;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplayProperties.class)
class ReplayConfiguration {
    @Bean
    ReplayTables replayTables(JdbcClient jdbc) {
        return new ReplayTables(jdbc);
    }

    @Bean
    ReplayFold replayFold(ReplayTables replays) {
        return new ReplayFold(replays);
    }

    @Bean
    ReplayDesk replayDesk(
            ReplayTables replays,
            CommandLog answers,
            Commander commands,
            TransactionTemplate transactions,
            ReplayProperties properties,
            Clock clock) {
        return new ReplayDesk(
                replays,
                new ReplayStates(answers, clock),
                commands,
                transactions,
                new ReplayDesk.Terms(properties.planValidFor(), clock));
    }

    @Bean
    ReplayPurge replayPurge(
            ReplayDesk desk, ReplayTables replays, Enrolment enrolment, ReplayProperties properties, Clock clock) {
        return new ReplayPurge(desk, replays, enrolment, properties.retention(), clock);
    }

    @Bean
    ReplayController replayController(ReplayDesk desk, ReplayTables replays) {
        return new ReplayController(desk, replays);
    }
}
