package dev.modelsync.events.access;

import java.util.List;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which roles may do what: one of them is enough. The first rule that fits counts; what fits none, nobody may. Paths are
 * understood as the controllers' mappings understand them, so that no spelling of one passes by its rule.
 */
public final class AccessRules {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final List<Rule> API = List.of(
            new Rule(Act.READ, "/api/**", Role.ANY),
            new Rule(Act.CHANGE, "/api/v1/projects/**", Set.of(Role.MODEL_ADMIN)),
            new Rule(Act.CHANGE, "/api/v1/clusters/**", Set.of(Role.OPERATOR)),
            new Rule(Act.CHANGE, "/api/v1/replays/**", Set.of(Role.OPERATOR)),
            new Rule(Act.CHANGE, "/api/v1/topics/**", Set.of(Role.OPERATOR)),
            new Rule(Act.CHANGE, "/api/v1/capture/**", Set.of(Role.OPERATOR)),
            new Rule(Act.CHANGE, "/api/v1/activity/rebuild", Set.of(Role.OPERATOR)),
            new Rule(Act.EITHER, "/api/**", Set.of()),
            // For monitoring, which settings put at any path.
            new Rule(Act.READ, "/**", Role.ANY),
            new Rule(Act.CHANGE, "/**", Set.of(Role.OPERATOR)));

    private static final List<Rule> PAGES = List.of(
            new Rule(Act.EITHER, "/projects/{project}/register", Set.of(Role.MODEL_ADMIN)),
            new Rule(Act.EITHER, "/projects/{project}/services/{name}/edit", Set.of(Role.MODEL_ADMIN)),
            new Rule(Act.EITHER, "/projects/{project}/services/{name}/deregister", Set.of(Role.MODEL_ADMIN)),
            new Rule(Act.EITHER, "/enrol", Set.of(Role.OPERATOR)),
            new Rule(Act.CHANGE, "/clusters/**", Set.of(Role.OPERATOR)),
            new Rule(Act.READ, "/**", Role.ANY));

    private AccessRules() {}

    private enum Act {
        READ,
        CHANGE,
        EITHER;

        boolean covers(String method) {
            return this == EITHER || (this == READ) == READING.contains(method);
        }
    }

    private record Rule(Act act, PathPattern path, Set<Role> roles) {
        Rule(Act act, String path, Set<Role> roles) {
            this(act, PathPatternParser.defaultInstance.parse(path), roles);
        }
    }

    /** Of the API, and of what is for monitoring; empty where nobody may. */
    public static Set<Role> ofApi(String method, PathContainer path) {
        return first(API, method, path);
    }

    /** Of the pages; empty where nobody may. */
    public static Set<Role> ofPages(String method, PathContainer path) {
        return first(PAGES, method, path);
    }

    private static Set<Role> first(List<Rule> rules, String method, PathContainer path) {
        return rules.stream()
                .filter(rule -> rule.act().covers(method) && rule.path().matches(path))
                .findFirst()
                .map(Rule::roles)
                .orElse(Set.of());
    }
}
