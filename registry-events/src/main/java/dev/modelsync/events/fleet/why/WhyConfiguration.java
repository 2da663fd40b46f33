package dev.modelsync.events.fleet.why;

import dev.modelsync.events.activity.log.ActivityLog;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.registration.view.LiveServices;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WhyConfiguration {
    @Bean
    WhyController whyController(
            LiveServices services,
            Fleet fleet,
            Enrolment enrolment,
            ActivityLog activityLog,
            CaptureLook captureLook,
            Clock clock) {
        return new WhyController(services, new Why(fleet, enrolment, activityLog, captureLook, clock));
    }
}
