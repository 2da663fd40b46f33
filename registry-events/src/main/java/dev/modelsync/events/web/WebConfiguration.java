package dev.modelsync.events.web;

import dev.modelsync.events.access.Callers;
import dev.modelsync.events.activity.OutcomeNews;
import dev.modelsync.events.activity.log.ActivityLog;
import dev.modelsync.events.cluster.Enrolment;
import dev.modelsync.events.fleet.Fleet;
import dev.modelsync.events.registration.ServiceDesk;
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
    Frame frame(ServiceDesk desk, Callers callers) {
        return new Frame(desk, words, callers);
    }

    @Bean
    ServicePages servicePages(
            ServiceDesk desk, ActivityLog activity, SpringTemplateEngine engine, LiveRegions live, Frame frame) {
        return new ServicePages(desk, new ServiceRegions(desk, activity, new Regions(engine, words)), live, frame);
    }

    @Bean
    RegisterPages registerPages(ServiceDesk desk, Frame frame) {
        return new RegisterPages(desk, frame);
    }

    @Bean
    EditPages editPages(ServiceDesk desk, Frame frame) {
        return new EditPages(desk, frame);
    }

    @Bean
    DeregisterPages deregisterPages(ServiceDesk desk, Frame frame) {
        return new DeregisterPages(desk, frame);
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
