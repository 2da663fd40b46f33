package dev.modelsync.events.web.guard;

import dev.modelsync.events.access.RoleCheck.Decision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers requests of the API whose caller is not known, or may not do it, with what to do about it and never the token. */
final class TokenRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger log = LoggerFactory.getLogger(TokenRefusals.class);
    private static final String SCHEME = "Bearer realm=\"modelsync\"";

    private final String issuer;
    private final Refusals refusals;

    TokenRefusals(String issuer, Refusals refusals) {
        this.issuer = issuer;
        this.refusals = refusals;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            // KeySet has warned; anybody can send any number of these.
            log.debug("A token cannot be checked, since {} does not answer as it should", issuer, e);
            refusals.answer(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Whether the access token is good cannot be told, since its issuer " + issuer
                            + " does not answer; nothing was changed, try again");
        } else if (e instanceof OAuth2AuthenticationException wrong) {
            wrong(response, wrong);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
            refusals.answer(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "This needs an access token of " + issuer + ", in the header 'Authorization: Bearer ...'");
        }
    }

    private void wrong(HttpServletResponse response, OAuth2AuthenticationException e) throws IOException {
        OAuth2Error error = e.getError();
        HttpStatus status = error instanceof BearerTokenError bearer ? bearer.getHttpStatus() : HttpStatus.UNAUTHORIZED;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME + ", error=\"" + error.getErrorCode() + '"');
        refusals.answer(
                response,
                status,
                "The access token is not accepted: " + reason(e) + ". A new one is to be had of " + issuer);
    }

    /** What a token with a good signature says may be quoted, and nothing else. */
    private static String reason(OAuth2AuthenticationException e) {
        return e.getCause() instanceof JwtValidationException invalid
                ? invalid.getErrors().stream().map(OAuth2Error::getDescription).collect(Collectors.joining("; "))
                : "it is no token in the form of a JWT, or no key of the issuer has signed it";
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME + ", error=\"insufficient_scope\"");
        refusals.answer(response, HttpStatus.FORBIDDEN, reason(e));
    }

    /** In words, for the caller. */
    static String reason(AccessDeniedException e) {
        return e instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof Decision decision
                ? decision.refusal()
                : "This may not be done";
    }
}
