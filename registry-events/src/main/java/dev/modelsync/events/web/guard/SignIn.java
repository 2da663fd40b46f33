package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.AccessProperties.Client;
import java.net.URI;
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

/** How people sign in to the pages, at the issuer, and out again. */
final class SignIn {
    private static final String REGISTRATION = "modelsync";

    /** Where it begins. */
    static final String ADDRESS =
            OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI + '/' + REGISTRATION;

    private final ClientRegistrationRepository registrations;

    /** The issuer is asked when the first one signs in, so that it may be away until then. */
    SignIn(URI issuer, Client client) {
        // Its type says that it can be gone through, which would be done at the start.
        registrations = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(issuer, client)))::findByRegistrationId;
    }

    private static ClientRegistration registration(URI issuer, Client client) {
        ClientRegistration.Builder registration = ClientRegistrations.fromIssuerLocation(issuer.toString())
                .registrationId(REGISTRATION)
                .clientId(client.id())
                .scope(client.scopes());
        return client.secret().isEmpty()
                ? registration
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .build()
                : registration.clientSecret(client.secret()).build();
    }

    void configure(HttpSecurity http) {
        http.oauth2Login(this::in).logout(this::out);
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
