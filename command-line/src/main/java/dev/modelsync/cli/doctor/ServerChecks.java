package dev.modelsync.cli.doctor;

import dev.modelsync.cli.client.Answer;
import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.client.HmApi;
import dev.modelsync.cli.client.NoAnswerException;
import dev.modelsync.cli.client.ProblemException;
import dev.modelsync.cli.doctor.Finding.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Hybrid Manager itself: whether it answers, to whom, by which clock, and what it finds when it looks at itself. */
final class ServerChecks {
    private static final String SUBJECT = "hybrid manager";
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration LOOKING = Duration.ofSeconds(30);

    private final HmApi api;
    private final Clock clock;

    ServerChecks(HmApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** Where the first finding is a failure, nothing else was looked at. */
    List<Finding> look() {
        Instant asked = clock.instant();
        JsonNode report;
        try {
            Answer answer = api.send(Call.get("checks").waiting(LOOKING));
            report = answer.body();
        } catch (NoAnswerException e) {
            return List.of(Finding.fail(
                    SUBJECT, String.valueOf(e.getMessage()), "See that it runs, and that it is the address"));
        } catch (ProblemException e) {
            return List.of(refused(e));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                SUBJECT,
                api.server() + " answers, version " + report.path("version").asString("unknown")));
        findings.add(access());
        findings.add(clocks(asked, clock.instant(), report.path("time").asString("")));
        report.path("findings").forEach(finding -> findings.add(own(finding)));
        return findings;
    }

    private Finding refused(ProblemException refusal) {
        String said = String.join(" ", refusal.lines());
        return switch (refusal.status()) {
            case 401 ->
                Finding.fail(
                        "token",
                        api.server() + " does not accept the token: " + said,
                        "Give another one by --token-file");
            case 403 -> Finding.fail("token", "The token may not look: " + said, "Have it given the role operator");
            case 404 ->
                Finding.fail(
                        SUBJECT,
                        api.server() + " has no checks, so it is older than this command, or something else",
                        "Upgrade it, or see --url");
            default ->
                Finding.fail(SUBJECT, api.server() + " answers " + refusal.status() + ": " + said, "Look at its log");
        };
    }

    /** Whether callers are authenticated, by the contract that it serves. */
    private Finding access() {
        JsonNode security = api.send(Call.get("openapi.json")).body().path("security");
        boolean open = security.isEmpty();
        if (open && api.server().token() != null) {
            return Finding.warn(
                    "token", "A token is shown, and Hybrid Manager asks for none", "Leave it out, or see --url");
        }
        return open
                ? Finding.ok("token", "Hybrid Manager asks for none; whoever reaches it may do everything")
                : Finding.ok("token", "It is accepted");
    }

    /** The other clock was read between the two times. */
    private static Finding clocks(Instant asked, Instant answered, String told) {
        Instant theirs = Instant.parse(told);
        Duration apart = theirs.isBefore(asked)
                ? Duration.between(theirs, asked)
                : theirs.isAfter(answered) ? Duration.between(answered, theirs) : Duration.ZERO;
        String detail = apart.compareTo(SKEW) <= 0
                ? "This machine and Hybrid Manager agree within " + SKEW.toSeconds() + " s"
                : "This machine and Hybrid Manager are " + apart.toSeconds() + " s apart";
        return apart.compareTo(SKEW) <= 0
                ? Finding.ok("clock", detail)
                : Finding.warn(
                        "clock", detail, "Have both follow a time server; --since is by the clock of this machine");
    }

    private static Finding own(JsonNode finding) {
        String told = finding.path("level").asString("");
        Level level = Arrays.stream(Level.values())
                .filter(known -> known.name().equals(told))
                .findFirst()
                .orElse(Level.WARN);
        String remedy = finding.path("remedy").asString("");
        return new Finding(
                level,
                finding.path("subject").asString(""),
                finding.path("detail").asString(""),
                remedy.isEmpty() ? null : remedy);
    }
}
