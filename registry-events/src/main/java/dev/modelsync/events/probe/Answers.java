package dev.modelsync.events.probe;

import dev.modelsync.events.probe.Question.Expected;
import dev.modelsync.events.probe.Reply.Answered;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer means. Of the body nothing is taken over but the names of models, to be compared with
 * those of the service: it may repeat a key.
 */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String GEMINI_BAD_KEY = "API_KEY_INVALID";
    private static final int HUNDRED = 100;

    private Answers() {}

    static Finding read(Question question, Answered answer) {
        boolean good = answer.status() / HUNDRED == 2 && question.expected() != Expected.ANYTHING;
        return good
                ? good(question, answer)
                : Finding.of(refusal(question, answer), seen(question, "was answered by " + answer.status()));
    }

    static boolean hasNoSuchPath(int status) {
        return status == 404 || status == 405 || status == 410 || status == 501;
    }

    private static ProbeCause refusal(Question question, Answered answer) {
        return switch (question.expected()) {
            case ANYTHING -> isError(answer.status()) ? ProbeCause.PROVIDER_ERROR : ProbeCause.NOT_CHECKABLE;
            case MODEL_LIST_IF_ANY -> whereTheListMayBeClosed(answer.status());
            case MODEL_LIST, KEY_INFORMATION, JSON ->
                hasNoSuchPath(answer.status()) ? question.missing() : refusal(answer);
        };
    }

    private static ProbeCause whereTheListMayBeClosed(int status) {
        boolean ofTheList = status == 400 || status == 403 || hasNoSuchPath(status);
        return ofTheList ? ProbeCause.NOT_CHECKABLE : refusal(status);
    }

    private static ProbeCause refusal(Answered answer) {
        return answer.status() == 400 && isGeminisBadKey(answer.body()) ? ProbeCause.BAD_KEY : refusal(answer.status());
    }

    private static ProbeCause refusal(int status) {
        return switch (status) {
            case 401 -> ProbeCause.BAD_KEY;
            case 403 -> ProbeCause.NO_PERMISSION;
            case 402, 429 -> ProbeCause.QUOTA;
            case 408 -> ProbeCause.PROVIDER_ERROR;
            default -> byClass(status);
        };
    }

    private static ProbeCause byClass(int status) {
        if (status / HUNDRED == 3) {
            return ProbeCause.REDIRECTED;
        }
        return isError(status) ? ProbeCause.PROVIDER_ERROR : ProbeCause.UNEXPECTED_ANSWER;
    }

    private static boolean isError(int status) {
        return status >= 500;
    }

    /** Gemini answers a wrong key as it answers any malformed request. */
    private static boolean isGeminisBadKey(byte[] body) {
        JsonNode json = json(body);
        return json != null
                && json.path("error")
                        .path("details")
                        .valueStream()
                        .anyMatch(detail -> detail.path("reason").asString("").equals(GEMINI_BAD_KEY));
    }

    private static Finding good(Question question, Answered answer) {
        if (!answer.whole()) {
            return unexpected(question, "was answered by more than " + answer.body().length + " bytes");
        }
        JsonNode json = json(answer.body());
        if (json == null) {
            return unexpected(question, "was not answered by JSON");
        }
        return switch (question.expected()) {
            case KEY_INFORMATION -> key(question, json.path("data"));
            case JSON -> json.isObject() ? Finding.ready(null) : unexpected(question, "was answered by other JSON");
            case MODEL_LIST, MODEL_LIST_IF_ANY, ANYTHING -> models(question, json);
        };
    }

    private static Finding key(Question question, JsonNode key) {
        if (!key.isObject()) {
            return unexpected(question, "was answered by other JSON");
        }
        JsonNode remaining = key.path("limit_remaining");
        return remaining.isNumber() && remaining.doubleValue() <= 0
                ? Finding.of(ProbeCause.QUOTA, "the limit of the key is used up")
                : Finding.ready(null);
    }

    private static Finding models(Question question, JsonNode json) {
        JsonNode list = json.isArray() ? json : json.path("data");
        if (!list.isArray()) {
            list = json.path("models");
        }
        if (!list.isArray()) {
            return unexpected(question, "was not answered by a list of models");
        }
        boolean goesOn = json.path("has_more").asBoolean(false)
                || !json.path("nextPageToken").asString("").isEmpty();
        return Finding.ready(goesOn ? null : names(list));
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        for (JsonNode model : list) {
            names.add(model.path("id").asString(model.path("name").asString("")));
        }
        return names;
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            // Whatever it is, it is not what was asked for.
            return null;
        }
    }

    private static Finding unexpected(Question question, String what) {
        return Finding.of(ProbeCause.UNEXPECTED_ANSWER, seen(question, what));
    }

    private static String seen(Question question, String what) {
        int query = question.path().indexOf('?');
        String path = query < 0 ? question.path() : question.path().substring(0, query);
        return "GET " + path + " " + what;
    }
}
