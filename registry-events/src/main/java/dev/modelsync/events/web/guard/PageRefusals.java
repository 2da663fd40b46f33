package dev.modelsync.events.web.guard;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;

/** Sends people on to pages that say why they do not get the one that they asked for. */
final class PageRefusals {
    private static final Logger log = LoggerFactory.getLogger(PageRefusals.class);

    private PageRefusals() {}

    /** A form without its token, or of somebody who may not. */
    static void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        if (e instanceof CsrfException) {
            forward("/stale-form", request, response);
        } else {
            request.setAttribute("refusal", TokenRefusals.reason(e));
            forward("/not-allowed", request, response);
        }
    }

    /** Where nobody can sign in at all. */
    static void closed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        forward("/no-sign-in", request, response);
    }

    /** What is more than a look at a page was sent by one that is open since before the session ended. */
    static void signedOut(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        forward("/signed-out", request, response);
    }

    static void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        String code = e instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : "the issuer does not answer";
        log.info("Somebody could not sign in: {}", code, e);
        request.setAttribute("refusal", code);
        forward("/sign-in-failed", request, response);
    }

    static boolean isLook(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return HttpMethod.GET.matches(request.getMethod())
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && request.getHeader("HX-Request") == null;
    }

    private static void forward(String page, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.getRequestDispatcher(page).forward(request, response);
    }
}
