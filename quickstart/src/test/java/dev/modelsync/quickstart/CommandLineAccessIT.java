package dev.modelsync.quickstart;

import dev.modelsync.embedded.EmbeddedIssuer;
import dev.modelsync.embedded.EmbeddedPostgres;
import dev.modelsync.events.RegistryEventsApplication;
import dev.modelsync.quickstart.Shell.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every command that asks Hybrid Manager, where one with an OpenID provider asks back. There are no workers here. */
@TestInstance(Lifecycle.PER_CLASS)
class CommandLineAccessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REGISTER =
            " --provider OPENAI --endpoint https://api.openai.com --model TEXT_EMBEDDING=small --api-key-file -";

    /** Who may give it, with how it then ends, where no worker answers. */
    private static final List<Given> COMMANDS = List.of(
            new Given("model-admin", "service register new" + REGISTER, 0),
            new Given("model-admin", "service edit there --label a=b", 0),
            new Given("model-admin", "service deregister there --dry-run", 2),
            new Given("operator", "cluster enrol new --location PRIMARY --access-token-file -", 0),
            new Given("operator", "cluster pause here --wait 1", 4),
            new Given("operator", "cluster resume here --wait 1", 4),
            new Given("operator", "cluster rebuild here --wait 1", 4),
            new Given("operator", "replay plan new --cluster here --wait 1", 4),
            new Given("operator", "replay run no-such", 1),
            new Given("operator", "replay cancel no-such", 1),
            new Given("operator", "park retry here --all --wait 1", 4),
            new Given("operator", "activity rebuild", 0),
            new Given("operator", "topics create", 0),
            new Given("auditor", "service list", 0),
            new Given("auditor", "service get there", 0),
            new Given("auditor", "service history there", 0),
            new Given("auditor", "service wait there --timeout 1", 2),
            new Given("auditor", "cluster list", 0),
            new Given("auditor", "cluster status here", 0),
            new Given("auditor", "cluster diff here", 2),
            new Given("auditor", "replay list", 0),
            new Given("auditor", "replay status no-such", 1),
            new Given("auditor", "park list", 0),
            new Given("auditor", "park show here there", 1),
            new Given("auditor", "activity query", 0),
            new Given("auditor", "activity export", 0),
            new Given("auditor", "topics verify", 0),
            new Given("auditor", "why there here", 2));

    private record Given(String role, String command, int exitCode) {}

    private final EmbeddedIssuer issuer = EmbeddedIssuer.start(Clock.systemUTC());
    private final EmbeddedIssuer stranger = EmbeddedIssuer.start(Clock.systemUTC());
    private final Running running = new Running();
    private final Shell shell;
    private final URI address;

    CommandLineAccessIT(@TempDir Path data) {
        Servers servers = running.add(Servers.start(data, Ports.free()));
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", 0);
        properties.put("modelsync.database.url", servers.hm().jdbcUrl(Servers.HM_DATABASE));
        properties.put("modelsync.database.username", EmbeddedPostgres.USER);
        properties.put("modelsync.database.password", EmbeddedPostgres.PASSWORD);
        properties.put("modelsync.kafka.bootstrap-servers", servers.kafka().bootstrapServers());
        properties.put("modelsync.probe.enabled", false);
        properties.put("modelsync.secrets.folder", data.resolve("secrets").toString());
        properties.put(
                "modelsync.secrets.keyset-file", data.resolve("secrets.keyset").toString());
        properties.put("modelsync.access.mode", "oidc");
        properties.put("modelsync.access.token.issuer", issuer.address().toString());
        Application hm = running.add(new Application(RegistryEventsApplication::start, properties))
                .start();
        address = hm.address();
        shell = new Shell(address);
    }

    @BeforeAll
    void prepare() {
        assertThat(run("model-admin", "service register there" + REGISTER).exitCode())
                .isZero();
        assertThat(run("operator", "cluster enrol here --location PRIMARY --access-token-file -")
                        .exitCode())
                .isZero();
        await().atMost(PATIENCE)
                .until(() ->
                        run("auditor", "activity query --service there").out().contains("REGISTERED"));
    }

    @AfterAll
    void stop() {
        running.close();
        issuer.close();
        stranger.close();
    }

    static Stream<Given> commands() {
        return COMMANDS.stream();
    }

    static Stream<Given> changes() {
        return COMMANDS.stream().filter(given -> !given.role().equals("auditor"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSayThatTheTokenIsWrong(Given given) {
        String expired = issuer.token(with(claims("operator"), "iat", 1_000_000, "exp", 1_000_300));
        String strangers = stranger.token(claims("operator"));

        refused(shell.withToken(expired).run(given.command().split(" ")), "(401)", "expired", "--token-file");
        Result foreign = shell.withToken(strangers).run(given.command().split(" "));
        refused(foreign, "(401)", "no key of the issuer", "--token-file");
        assertThat(foreign.toString()).doesNotContain(strangers);
        refused(shell.run(given.command().split(" ")), "(401)", "This needs an access token", "--token-file");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldNameTheRolesOfWhichOneIsNeeded(Given given) {
        refused(run("admin", given.command()), "(403)", "This needs", "olga has none of the roles here");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void shouldNameTheRoleThatIsNeededToChangeSomething(Given given) {
        refused(
                run("auditor", given.command()),
                "(403)",
                "This needs the role " + given.role() + "; olga has auditor");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldLetThroughWhoHasTheRole(Given given) {
        Result result = run(given.role(), given.command());

        assertThat(result.err()).doesNotContain("(401)", "(403)");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(given.exitCode());
    }

    @Test
    void shouldRefuseToFollowTheLogWithoutARole() {
        refused(run("admin", "activity tail"), "(403)", "This needs one of the roles");
    }

    @Test
    void shouldDiagnoseTheToken() {
        assertThat(run("auditor", "doctor").out()).contains("OK    token             It is accepted");
        Result without = shell.run("doctor");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.out()).contains("FAIL  token", "This needs an access token");
        assertThat(run("admin", "doctor").out()).contains("FAIL  token", "The token may not look");
    }

    /** Nobody can sign in, since no client is set up. */
    @Test
    void shouldHaveNoPages() throws IOException, InterruptedException {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Accept", "text/html")
                                .build(),
                        BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("There are no pages here", "modelsync.access.client.id");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private Result run(String role, String command) {
        return shell.withToken(issuer.token(claims(role))).run(command.split(" "));
    }

    private static void refused(Result result, String... why) {
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(why).doesNotContain("Exception");
    }

    private static Map<String, Object> claims(String role) {
        return Map.of("sub", "0b0e", "preferred_username", "olga", "aud", "modelsync", "roles", List.of(role));
    }

    private static Map<String, Object> with(Map<String, Object> claims, Object... others) {
        Map<String, Object> all = new HashMap<>(claims);
        for (int i = 0; i < others.length; i += 2) {
            all.put(String.valueOf(others[i]), others[i + 1]);
        }
        return all;
    }
}
