package dev.modelsync.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Holds docs/events.md against the contract. With {@code -Devents.document=write} its generated parts are written anew. */
class EventsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "events.md");
    private static final String COMMAND = "./mvnw test -pl schemas -Dtest=EventsDocumentTest -Devents.document=write";

    private final EventsDocument document = new EventsDocument();

    @Test
    void shouldStandInTheDocumentAsInTheContract() throws IOException {
        String actual = Files.readString(DOCUMENT);
        String expected = actual;
        for (Map.Entry<String, String> part : document.parts().entrySet()) {
            expected = replaced(expected, part.getKey(), part.getValue());
        }
        if ("write".equals(System.getProperty("events.document"))) {
            Files.writeString(DOCUMENT, expected);
            actual = expected;
        }
        assertThat(actual)
                .as("docs/events.md is stale; bring it up to date with: " + COMMAND)
                .isEqualTo(expected);
    }

    @Test
    void shouldExplainEveryHeaderThatIsSent() {
        EventHeaders event = new EventHeaders("i", "s", "t", "u", Instant.EPOCH);
        Set<String> sent = new TreeSet<>();
        StreamSupport.stream(event.toKafka().spliterator(), false)
                .map(Header::key)
                .forEach(sent::add);
        assertThat(EventsDocument.headerMeanings()).containsOnlyKeys(sent);
    }

    @Test
    void shouldKnowTheTopicOfEverySchema() {
        List<String> topics =
                List.of(Topic.values()).stream().map(Topic::topicName).toList();
        assertThat(ReleasedSchemas.RELEASES.keySet())
                .allSatisfy(schema -> assertThat(topics).contains(EventsDocument.attribute(schema, "topic")));
    }

    @Test
    void shouldNoticeAnAttributeOfAFieldThatIsNotThere() {
        Schema schema = new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"R\", \"event\": {\"key\": \"<gone>\"}, \"fields\": []}");
        assertThatIllegalStateException()
                .isThrownBy(() -> EventsDocument.attribute(schema, "key"))
                .withMessage("Schema R has no field gone for its key");
        assertThatIllegalStateException()
                .isThrownBy(() -> EventsDocument.attribute(schema, "type"))
                .withMessageContaining("does not say its \"type\"");
    }

    private static String replaced(String text, String part, String content) {
        String begin = "<!-- generated: " + part + " -->\n";
        String end = "<!-- end: " + part + " -->";
        Matcher found = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
                .matcher(text);
        assertThat(found.find()).as("docs/events.md has the part '%s'", part).isTrue();
        return found.replaceFirst(Matcher.quoteReplacement(begin + content + end));
    }
}
