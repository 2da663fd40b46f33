package dev.modelsync.events.web;

import dev.modelsync.events.access.Callers;
import dev.modelsync.events.activity.OutcomeNews;
import dev.modelsync.events.activity.log.ActivityLog;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.registration.change.OnceByKey;
import dev.modelsync.events.registration.change.Registrations;
import dev.modelsync.events.registration.preview.Preview;
import dev.modelsync.events.registration.view.Dependants;
import dev.modelsync.events.registration.view.LiveServices;
import dev.modelsync.events.web.live.LiveRegions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.SpringTemplateEngine;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {
    private final Words words = new Words();

    @Bean
    LiveRegions liveRegions(OutcomeNews news) {
        return new LiveRegions(news);
    }

    @Bean
    Frame frame(LiveServices services, Callers callers) {
        return new Frame(services, words, callers);
    }

    @Bean
    ServiceRegions serviceRegions(
            LiveServices services, Dependants dependants, ActivityLog activity, SpringTemplateEngine engine) {
        return new ServiceRegions(services, dependants, activity, new Regions(engine, words));
    }

    @Bean
    ServicePages servicePages(LiveServices services, ServiceRegions regions, LiveRegions live, Frame frame) {
        return new ServicePages(services, regions, live, frame);
    }

    @Bean
    RegisterPages registerPages(Registrations registrations, OnceByKey onceByKey, Preview preview, Frame frame) {
        return new RegisterPages(registrations, onceByKey, preview, frame);
    }

    @Bean
    EditPages editPages(LiveServices services, Registrations registrations, Preview preview, Frame frame) {
        return new EditPages(services, registrations, preview, frame);
    }

    @Bean
    DeregisterPages deregisterPages(
            LiveServices services, Dependants dependants, Registrations registrations, Preview preview, Frame frame) {
        return new DeregisterPages(services, dependants, registrations, preview, frame);
    }

    @Bean
    ActivityPages activityPages(ActivityLog log, SpringTemplateEngine engine, LiveRegions live, Frame frame) {
        return new ActivityPages(log, new Regions(engine, words), live, frame);
    }

    @Bean
    ClusterPages clusterPages(ClusterRegions clusters, Enrolment enrolment, LiveRegions live, Frame frame) {
        return new ClusterPages(clusters, enrolment, live, frame);
    }

    @Bean
    ClusterRegions clusterRegions(Enrolment enrolment, Fleet fleet, ActivityLog activity, SpringTemplateEngine engine) {
        return new ClusterRegions(enrolment, fleet, activity, new Regions(engine, words));
    }

    @Bean
    EnrolPages enrolPages(Enrolment enrolment, Frame frame) {
        return new EnrolPages(enrolment, frame);
    }

    @Bean
    PlainPages plainPages(Frame frame) {
        return new PlainPages(frame);
    }

    @Bean
    MissingPages missingPages(Frame frame) {
        return new MissingPages(frame);
    }

    @Bean
    PageErrors pageErrors(Frame frame) {
        return new PageErrors(frame);
    }
}
