package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.AccessProperties;
import dev.modelsync.events.access.AccessRules;
import dev.modelsync.events.access.Callers;
import dev.modelsync.events.access.RoleCheck;
import jakarta.servlet.DispatcherType;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

/** An access token for the API, and for the pages to have signed in; where no client is set up, there are no pages. */
final class OidcAccess implements Access, Closeable {
    private final AccessProperties properties;
    private final URI issuer;
    private final Callers callers;
    private final Discovery discovery;
    private final Tokens tokens;
    private final TokenRefusals refusals;

    OidcAccess(AccessProperties properties, Callers callers, Clock clock, Refusals refusals) {
        this.properties = properties;
        this.callers = callers;
        issuer = properties.issuer();
        discovery = new Discovery(issuer, clock);
        tokens = new Tokens(properties, discovery, clock);
        this.refusals = new TokenRefusals(issuer.toString(), refusals);
    }

    private boolean hasPages() {
        return !properties.client().id().isEmpty();
    }

    @Override
    public void guardApi(HttpSecurity http) {
        if (hasPages()) {
            http.securityContext(context -> context.securityContextRepository(new ReadingSession()));
        }
        authorize(http, AccessRules::ofApi, Monitoring.probes());
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(this::tokens)
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
    }

    private void tokens(OAuth2ResourceServerConfigurer<HttpSecurity> server) {
        server.jwt(jwt -> jwt.decoder(tokens))
                .authenticationEntryPoint(refusals)
                .accessDeniedHandler(refusals)
                // By itself it would let an issuer that is away pass for a defect of ours.
                .addObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(refusals::commence);
                        return filter;
                    }
                });
    }

    @Override
    public void guardPages(HttpSecurity http) {
        authorize(http, AccessRules::ofPages, pathPattern("/assets/**"), pathPattern("/webjars/**"));
        http.exceptionHandling(this::refusePages);
        if (hasPages()) {
            new SignIn(discovery, properties.client()).configure(http);
        } else {
            http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                    .requestCache(AbstractHttpConfigurer::disable);
        }
    }

    private void refusePages(ExceptionHandlingConfigurer<HttpSecurity> refused) {
        refused.accessDeniedHandler(PageRefusals::denied);
        if (hasPages()) {
            refused.defaultAuthenticationEntryPointFor(
                            new LoginUrlAuthenticationEntryPoint(SignIn.ADDRESS), PageRefusals::isLook)
                    .defaultAuthenticationEntryPointFor(PageRefusals::signedOut, AnyRequestMatcher.INSTANCE);
        } else {
            refused.authenticationEntryPoint(PageRefusals::closed);
        }
    }

    private void authorize(HttpSecurity http, RoleCheck.Rules rules, RequestMatcher... open) {
        http.authorizeHttpRequests(requests -> requests
                        // What an answer needs after its request was let in.
                        .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(open)
                        .permitAll()
                        .anyRequest()
                        .access(new RoleCheck(callers, rules)))
                .addFilterAfter(new ActorHeader(callers), AuthorizationFilter.class);
    }

    @Override
    public void close() throws IOException {
        tokens.close();
    }

    @Override
    public String formTargets() {
        return hasPages() ? " " + issuer.getScheme() + "://" + issuer.getAuthority() : "";
    }
}
