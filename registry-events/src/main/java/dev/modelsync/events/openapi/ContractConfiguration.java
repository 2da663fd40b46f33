package dev.modelsync.events.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ContractConfiguration {
    @Bean
    Contract contract() {
        return Contract.load();
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
                registry.addInterceptor(parameters).addPathPatterns("/api/**");
            }
        };
    }
}
