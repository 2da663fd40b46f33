package dev.modelsync.events.web;

import dev.modelsync.embedded.EmbeddedIssuer;
import dev.modelsync.events.web.Visitor.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

import static dev.modelsync.events.web.AccessIT.actor;
import static dev.modelsync.events.web.AccessIT.claims;
import static dev.modelsync.events.web.AccessIT.with;
import static org.assertj.core.api.Assertions.assertThat;

/** Signing in to the pages, and what the roles then allow there, on the application that {@link AccessIT} has started. */
interface SignInCases {
    ConfigurableApplicationContext application();

    EmbeddedIssuer issuer();

    @Test
    default void shouldSignInToThePagesAndOutAgain() throws Exception {
        issuer().signIn(claims("auditor"));
        Visitor visitor = new Visitor(application());

        Page page = visitor.get("/clusters", "text/html");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.address().getPath()).isEqualTo("/clusters");
        assertThat(page.html()).contains("anna", "Sign out").doesNotContain("<a class=\"button\" href=\"/enrol\">");
        assertThat(visitor.cookie("JSESSIONID"))
                .satisfies(cookie -> assertThat(cookie.isHttpOnly()).isTrue());

        // By way of the issuer, which is where one is led again without a session.
        issuer().signIn(with(claims("auditor"), "preferred_username", "ben"));
        Page out = visitor.post("/logout", page.hidden(), "text/html");
        assertThat(out.address()).asString().startsWith(issuer().address().toString());
        assertThat(visitor.get("/clusters", "text/html").html()).contains("ben").doesNotContain("anna");
    }

    @Test
    default void shouldOfferOnPagesWhatTheRolesAllowAndRefuseTheRest() throws Exception {
        Visitor admin = signedIn("model-admin");
        Page services = admin.get("/projects/access/services", "text/html");
        assertThat(services.html()).contains("Register a service");
        assertThat(admin.register("access", "by-page", Map.of()).status()).isEqualTo(200);
        assertThat(actor("by-page")).isEqualTo("anna");
        Page enrol = admin.get("/enrol", "text/html");
        assertThat(enrol.status()).isEqualTo(403);
        assertThat(enrol.html()).contains("This needs the role operator; anna has model-admin");

        Visitor operator = signedIn("operator");
        Page form = operator.get("/enrol", "text/html");
        assertThat(form.status()).isEqualTo(200);
        assertThat(operator.submit(form, "/projects/access/register", Map.of()).status())
                .isEqualTo(403);
        assertThat(operator.post("/enrol", Map.of("id", "x")).html()).contains("This form is out of date");
    }

    /** An export is a link; a change needs a token, since the API asks for none against forgery. */
    @Test
    default void shouldLetWhoHasSignedInReadByTheApiAndNotChange() throws Exception {
        Visitor operator = signedIn("operator");

        assertThat(operator.raw(HttpRequest.newBuilder(operator.at("/api/v1/activity/export?format=csv")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(operator.raw(HttpRequest.newBuilder(operator.at("/api/v1/topics"))
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live/clusters", "/clusters", "/"})
    default void shouldNotLeadWhatIsNoBrowserAwayFromHere(String path) throws Exception {
        Visitor visitor = new Visitor(application());

        assertThat(visitor.get(path).status()).isEqualTo(401);
        assertThat(visitor.get(path).html()).contains("You are not signed in");
        assertThat(visitor.get("/assets/modelsync.css").status()).isEqualTo(200);
    }

    @Test
    default void shouldSayThatSigningInFailed() throws Exception {
        Page page =
                new Visitor(application()).get("/login/oauth2/code/modelsync?error=access_denied&state=x", "text/html");

        assertThat(page.status()).isEqualTo(401);
        assertThat(page.html()).contains("You could not be signed in");
    }

    private Visitor signedIn(String role) throws Exception {
        issuer().signIn(claims(role));
        Visitor visitor = new Visitor(application());
        assertThat(visitor.get("/clusters", "text/html").status()).isEqualTo(200);
        return visitor;
    }
}
