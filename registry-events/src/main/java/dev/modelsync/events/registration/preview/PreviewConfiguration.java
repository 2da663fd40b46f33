package dev.modelsync.events.registration.preview;

import dev.modelsync.events.registration.view.ProjectClusters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PreviewConfiguration {
    @Bean
    Preview preview(ProjectClusters clusters) {
        return new Preview(clusters);
    }
}
