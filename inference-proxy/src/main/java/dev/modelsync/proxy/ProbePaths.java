package dev.modelsync.proxy;

import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The short paths of probes and metrics, beside those of Actuator. */
@Configuration(proxyBeanMethods = false)
class ProbePaths implements WebMvcConfigurer {
    private static final Map<String, String> PATHS = Map.of(
            "/health", "/actuator/health",
            "/health/live", "/actuator/health/live",
            "/health/ready", "/actuator/health/ready",
            "/metrics", "/actuator/prometheus");

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        PATHS.forEach((path, target) -> registry.addViewController(path).setViewName("forward:" + target));
    }
}
