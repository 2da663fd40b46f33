package dev.modelsync.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The lines to copy of {@code docs/replay.md}, as they stand there but for the address of this system, and with another name by each way. */
final class ReplayPage {
    private static final Pattern BLOCK = Pattern.compile("(?m)^ *```sh\\n(.*?)^ *```$", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern SQL = Pattern.compile("`(select \\* from modelsync\\.replay_plan [^`]+)`");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI api;
    private final String page;
    private final List<String> blocks;

    ReplayPage(URI api) throws IOException {
        this.api = api;
        page = Files.readString(ComposeFile.ROOT.resolve("docs/replay.md"));
        blocks = BLOCK.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(blocks).as("one by the command line, four by the API").hasSize(5);
    }

    /** What follows {@code ./modelsync} in the line about this, as the shell would take it apart. */
    String[] command(String act) {
        String line = blocks.get(0)
                .lines()
                .filter(one -> one.startsWith("./modelsync replay " + act + " "))
                .findFirst()
                .orElseThrow()
                .replaceFirst("^./modelsync ", "")
                .replaceFirst(" +#.*$", "");
        return ARGUMENT.matcher(line)
                .results()
                .map(part -> part.group(1) == null ? part.group(2) : part.group(1))
                .toArray(String[]::new);
    }

    /** What the lines of this step answer, one after the other, in a shell. */
    List<JsonNode> answers(int step) {
        String lines = blocks.get(step)
                .replace("http://localhost:8080", api.toString())
                .replace("bad-day", "bad-day-by-api");
        String said = Tools.run("bash", "-euc", lines).orFail().stream().collect(Collectors.joining("\n"));
        List<JsonNode> answers = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(said)) {
            values.forEachRemaining(answers::add);
        }
        return answers;
    }

    /** Until the first line of this step tells of this state. */
    void await(int step, String state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(answers(step).get(0).path("state").asString(""))
                                .isEqualTo(state));
    }

    /** What is to be asked in SQL. */
    String sql() {
        Matcher found = SQL.matcher(page);
        return found.results()
                .map((MatchResult each) -> each.group(1))
                .findFirst()
                .orElseThrow();
    }
}
