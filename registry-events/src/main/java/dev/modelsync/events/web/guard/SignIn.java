package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.AccessProperties.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/** How people sign in to the pages, at the issuer, and out again. */
final class SignIn {
    private static final String REGISTRATION = "modelsync";

    /** Where it begins. */
    static final String ADDRESS =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + '/' + REGISTRATION;

    private final ClientRegistrationRepository registrations;

    /** The issuer is asked when the first one signs in, so that it may be away until then. */
    SignIn(Discovery issuer, Client client) {
        // Its type says that it can be gone through, which would be done at the start.
        registrations = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(issuer, client)))::findByRegistrationId;
    }

    private static ClientRegistration registration(Discovery issuer, Client client) {
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcConfiguration(document(issuer))
                .registrationId(REGISTRATION)
                .clientId(client.id())
                .scope(client.scopes());
        return client.secret().isEmpty()
                ? registration
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .build()
                : registration.clientSecret(client.secret()).build();
    }

    private static Map<String, Object> document(Discovery issuer) {
        try {
            return issuer.document().toJSONObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void configure(HttpSecurity http) {
        http.oauth2Login(this::in).logout(this::out).requestCache(cache -> cache.requestCache(askedFor()));
    }

    /** The page to come back to, by the address that was asked for and nothing added to it. */
    @SuppressWarnings("NullAway") // The documented way to have no parameter; the setter lacks the annotation.
    private static RequestCache askedFor() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(PageRefusals::isLook);
        cache.setMatchingRequestParameterName(null);
        return cache;
    }

    private void in(OAuth2LoginConfigurer<HttpSecurity> login) {
        login.clientRegistrationRepository(registrations)
                // Tokens that nobody uses go with the session.
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .loginPage(ADDRESS)
                .failureHandler(PageRefusals::failed)
                .addObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                        filter.setAuthenticationFailureHandler(PageRefusals::failed);
                        return filter;
                    }
                });
    }

    private void out(LogoutConfigurer<HttpSecurity> logout) {
        OidcClientInitiatedLogoutSuccessHandler atIssuer = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        atIssuer.setPostLogoutRedirectUri("{baseUrl}/");
        logout.logoutSuccessHandler(atIssuer);
    }
}
