package dev.modelsync.events.openapi;

import dev.modelsync.events.problem.BadRequestException;
import dev.modelsync.events.problem.BadRequestException.Wrong;
import dev.modelsync.events.registration.rules.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Refuses query parameters that the contract does not list for the operation, and parameters and headers that are given
 * twice and are no list: a filter that is misspelt would show everything, a misspelt dry run would be a real one.
 */
final class DeclaredParameters implements HandlerInterceptor {
    private final Map<String, Declared> operations = new HashMap<>();

    DeclaredParameters(Contract contract) {
        JsonNode document = contract.json();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operations.put(
                                operation(operation.getKey(), path.getKey()),
                                declared(document, operation.getValue()))));
    }

    private static Declared declared(JsonNode document, JsonNode operation) {
        Declared declared = new Declared(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
        operation.path("parameters").forEach(each -> declared.add(resolved(document, each)));
        resolved(document, operation.path("requestBody"))
                .path("content")
                .propertyNames()
                .forEach(type -> declared.bodies().add(MediaType.parseMediaType(type)));
        return declared;
    }

    private static JsonNode resolved(JsonNode document, JsonNode parameter) {
        String reference = parameter.path("$ref").asString("");
        return reference.isEmpty() ? parameter : document.at(reference.substring(1));
    }

    private static String operation(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + ' ' + path;
    }

    /**
     * What an operation takes.
     *
     * @param query by name, with whether it is a list; headers likewise
     * @param bodies empty where it takes none
     */
    private record Declared(Map<String, Boolean> query, Map<String, Boolean> headers, List<MediaType> bodies) {
        void add(JsonNode parameter) {
            boolean list = parameter.at("/schema/type").asString("").equals("array");
            String name = parameter.get("name").stringValue();
            switch (parameter.get("in").stringValue()) {
                case "query" -> query.put(name, list);
                case "header" -> headers.put(name, list);
                default -> {}
            }
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotSupportedException {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Object path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Declared declared = operations.get(operation(method, String.valueOf(path)));
        if (declared != null) {
            checkBody(declared.bodies(), request);
            check(declared, request);
        }
        return true;
    }

    /** First, because the server would take a form for parameters. */
    private static void checkBody(List<MediaType> allowed, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        if (allowed.isEmpty() || empty) {
            return;
        }
        MediaType type = type(request.getContentType(), allowed);
        if (type == null || allowed.stream().noneMatch(each -> each.includes(type))) {
            throw new HttpMediaTypeNotSupportedException(type, allowed);
        }
    }

    private static @Nullable MediaType type(@Nullable String given, List<MediaType> allowed)
            throws HttpMediaTypeNotSupportedException {
        try {
            return given == null ? null : MediaType.parseMediaType(given);
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotSupportedException((MediaType) null, allowed);
        }
    }

    private static void check(Declared declared, HttpServletRequest request) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            throw new BadRequestException("The path has parameters after a semicolon; allowed: none");
        }
        List<Wrong> wrong = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            Boolean list = declared.query().get(name);
            if (list == null) {
                wrong.add(Wrong.parameter(
                        Texts.shown(name),
                        "there is no such parameter; allowed: "
                                + declared.query().keySet()));
            } else if (!list && values.length > 1) {
                wrong.add(Wrong.parameter(name, times(values.length)));
            }
        });
        declared.headers().forEach((name, list) -> {
            int values = Collections.list(request.getHeaders(name)).size();
            if (!list && values > 1) {
                wrong.add(Wrong.header(name, times(values)));
            }
        });
        if (!wrong.isEmpty()) {
            throw new BadRequestException("Parameters or headers are wrong; see errors", wrong);
        }
    }

    private static String times(int values) {
        return "it is given " + values + " times; allowed: once";
    }
}
