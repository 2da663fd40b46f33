package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.AccessProperties;
import dev.modelsync.events.access.Callers;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chain of filters for the API and one for the pages. What keeps other sites out is in both; who is let in, {@link Access}
 * adds.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableConfigurationProperties({WebProperties.class, AccessProperties.class})
class GuardConfiguration {
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; form-action 'self'%s; frame-ancestors 'none'; base-uri 'none'";

    @Bean
    Refusals refusals(JsonMapper json) {
        return new Refusals(json);
    }

    @Bean
    Callers callers(AccessProperties properties) {
        return new Callers(properties);
    }

    /** Before anything else is made: neither the database nor a port is touched by what must not start. */
    @Bean
    static BeanFactoryPostProcessor loopbackOnly(Environment environment) {
        return factory -> LoopbackOnly.check(environment);
    }

    @Bean
    Access access(AccessProperties properties, Callers callers, Refusals refusals, Clock clock) {
        return switch (properties.mode()) {
            case NONE -> new OpenAccess();
            case OIDC -> new OidcAccess(properties, callers, clock, refusals);
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiRequests(HttpSecurity http, WebProperties properties, Refusals refusals, Access access) {
        // Without a token against forgery, which clients do not have; RequestGuard keeps other sites from it.
        guarded(
                        http.securityMatchers(
                                each -> each.requestMatchers("/api/**").requestMatchers(Monitoring.any())),
                        properties,
                        refusals,
                        access)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
        access.guardApi(http);
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pageRequests(HttpSecurity http, WebProperties properties, Refusals refusals, Access access) {
        guarded(http, properties, refusals, access)
                .csrf(csrf -> csrf.csrfTokenRepository(tokens()))
                .exceptionHandling(refused -> refused.accessDeniedHandler(PageRefusals::denied));
        access.guardPages(http);
        return http.build();
    }

    private static HttpSecurity guarded(HttpSecurity http, WebProperties properties, Refusals refusals, Access access) {
        return http.logout(AbstractHttpConfigurer::disable)
                .addFilterBefore(new RequestGuard(properties, refusals), CsrfFilter.class)
                .headers(headers -> headers(headers, access.formTargets()));
    }

    /** Without authentication everybody is told everything. */
    @Bean
    static HealthEndpointGroupsPostProcessor healthDetails(
            ObjectProvider<AccessProperties> properties, ObjectProvider<Callers> callers) {
        return groups -> properties.getObject().mode() == AccessProperties.Mode.OIDC
                ? HealthDetails.in(groups, callers.getObject())
                : groups;
    }

    /** Requests as they are: the web server, and the API after it, say what is wrong with one, and in words. */
    @Bean
    HttpFirewall httpFirewall() {
        return new PlainFirewall();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers, String formTargets) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY.formatted(formTargets)))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()"));
    }

    /** Lax and not strict: who follows a link from elsewhere would get another token, and forms in other tabs were stale. */
    private static CookieCsrfTokenRepository tokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
        return tokens;
    }
}
