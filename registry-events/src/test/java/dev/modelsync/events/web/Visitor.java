package dev.modelsync.events.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A browser without script: it keeps cookies, follows redirects, and sends forms with what they hide. */
final class Visitor {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final URI base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    Visitor(ConfigurableApplicationContext application) {
        base = URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    }

    /** A page as it came. */
    record Page(int status, URI address, String html) {
        /** The hidden fields of the form that comes last. */
        Map<String, String> hidden() {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher matcher = HIDDEN.matcher(html.substring(Math.max(0, html.lastIndexOf("<form"))));
            while (matcher.find()) {
                fields.put(matcher.group(1), plain(matcher.group(2)));
            }
            return fields;
        }

        /** The value of the text field with that id. */
        String field(String id) {
            Matcher tag = Pattern.compile("<input[^>]*\\sid=\"" + Pattern.quote(id) + "\"[^>]*>")
                    .matcher(html);
            assertThat(tag.find()).as("a field " + id + " in " + html).isTrue();
            Matcher value = Pattern.compile("\\svalue=\"([^\"]*)\"").matcher(tag.group());
            return value.find() ? plain(value.group(1)) : "";
        }

        /** What is said to be wrong with a field. */
        String error(String id) {
            Matcher error = Pattern.compile("id=\"" + Pattern.quote(id) + "-error\">([^<]*)<")
                    .matcher(html);
            return error.find() ? plain(error.group(1)) : "";
        }

        private static String plain(String html) {
            return html.replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&");
        }
    }

    /** Fills in the form of a service and sends it. */
    Page register(String project, String name, Map<String, String> others) throws IOException, InterruptedException {
        String path = "/projects/" + project + "/register";
        return submit(get(path), path, fields(name, others));
    }

    /** Of a service that is as it should be, but for the others. */
    static Map<String, String> fields(String name, Map<String, String> others) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("provider", "OPENAI");
        fields.put("endpointUrl", "https://api.openai.com");
        fields.put("apiProtocolVersion", "OPENAI_V1");
        fields.put("credentials.apiKey", "sk-secret");
        fields.put("models.0.upstreamModel", "text-embedding-3-small");
        fields.put("models.0.function", "TEXT_EMBEDDING");
        fields.put("models.0.registryName", "");
        fields.putAll(others);
        return fields;
    }

    Page get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).GET());
    }

    /** As one who would see such a page. */
    Page get(String path, String accept) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base.resolve(path)).header("Accept", accept));
    }

    HttpCookie cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Sends the form of a page, with these fields beside the hidden ones. */
    Page submit(Page page, String path, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(page.hidden());
        all.putAll(fields);
        return post(path, all);
    }

    Page post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        return post(path, fields, "*/*");
    }

    Page post(String path, Map<String, String> fields, String accept) throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>();
        fields.forEach(
                (name, value) -> pairs.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8)));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(String.join("&", pairs))));
    }

    /** The answer as it is, without following it. */
    HttpResponse<String> raw(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    URI at(String path) {
        return base.resolve(path);
    }

    private Page send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = raw(request);
        return new Page(answer.statusCode(), answer.uri(), answer.body());
    }
}
