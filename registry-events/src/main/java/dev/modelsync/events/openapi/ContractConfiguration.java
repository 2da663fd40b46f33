package dev.modelsync.events.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ContractConfiguration {
    @Bean
    ContractController contractController() {
        return new ContractController(Contract.load());
    }

    @Bean
    WebMvcConfigurer declaredParameters() {
        DeclaredParameters parameters = new DeclaredParameters(Contract.load());
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(parameters).addPathPatterns("/api/**");
            }
        };
    }
}
