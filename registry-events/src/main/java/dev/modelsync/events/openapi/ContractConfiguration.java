package dev.modelsync.events.openapi;

import dev.modelsync.events.access.AccessProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ContractConfiguration {
    /** They say everything that is wrong with their many parameters at once. */
    private static final String[] CHECKED_BY_THEMSELVES = {
        "/api/v1/activity", "/api/v1/activity/export", "/api/v1/activity/events"
    };

    @Bean
    Contract contract(AccessProperties access) {
        Contract contract = Contract.load();
        return access.mode() == AccessProperties.Mode.NONE ? contract.withoutAccess() : contract;
    }

    @Bean
    ContractController contractController(Contract contract) {
        return new ContractController(contract);
    }

    @Bean
    WebMvcConfigurer declaredParameters(Contract contract) {
        DeclaredParameters parameters = new DeclaredParameters(contract);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(parameters)
                        .addPathPatterns("/api/**")
                        .excludePathPatterns(CHECKED_BY_THEMSELVES);
            }

            /** A library for YAML is on the class path; the contract knows answers in JSON only. */
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.configureMessageConvertersList(converters -> converters.removeIf(
                        converter -> converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
            }
        };
    }
}
