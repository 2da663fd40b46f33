package dev.modelsync.events.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerTest {
    private static final String ROLES = "roles";

    @Test
    void shouldHaveTheNameThatPeopleKnow() {
        assertThat(Caller.of(Map.of("sub", "0b0e", "preferred_username", "anna"), ROLES))
                .map(Caller::name)
                .hasValue("anna");
        assertThat(Caller.of(Map.of("sub", "0b0e"), ROLES)).map(Caller::name).hasValue("0b0e");
    }

    @Test
    void shouldTakeNoNameThatCannotBeRecorded() {
        assertThat(Caller.of(Map.of("sub", "0b0e", "preferred_username", "an\nna"), ROLES))
                .map(Caller::name)
                .hasValue("0b0e");
        assertThat(Caller.of(Map.of("sub", "x".repeat(256), "preferred_username", " "), ROLES))
                .isEmpty();
        assertThat(Caller.of(Map.of("sub", 7), ROLES)).isEmpty();
    }

    @Test
    void shouldReadTheRolesThatAreKnownHere() {
        assertThat(roles(Map.of("roles", List.of("model-admin", "admin", "MODEL-ADMIN", "auditor")), ROLES))
                .containsExactlyInAnyOrder(Role.MODEL_ADMIN, Role.AUDITOR);
        assertThat(roles(Map.of("roles", "operator  offline_access"), ROLES)).containsExactly(Role.OPERATOR);
        assertThat(roles(Map.of("roles", 7), ROLES)).isEmpty();
        assertThat(roles(Map.of(), ROLES)).isEmpty();
    }

    @Test
    void shouldFollowAPathAndPreferTheClaimOfThatVeryName() {
        Map<String, Object> keycloak = Map.of(
                "realm_access",
                Map.of("roles", List.of("operator")),
                "resource_access",
                Map.of("modelsync", Map.of("roles", List.of("auditor"))));
        assertThat(roles(keycloak, "realm_access.roles")).containsExactly(Role.OPERATOR);
        assertThat(roles(keycloak, "resource_access.modelsync.roles")).containsExactly(Role.AUDITOR);
        assertThat(roles(keycloak, "realm_access.roles.more")).isEmpty();
        assertThat(roles(keycloak, "realm_access")).isEmpty();
        assertThat(roles(
                        Map.of("https://example.com/roles", List.of("auditor"), "https://example", Map.of()),
                        "https://example.com/roles"))
                .containsExactly(Role.AUDITOR);
    }

    private static Set<Role> roles(Map<String, Object> claims, String claim) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("sub", "anna");
        return Caller.of(all, claim).orElseThrow().roles();
    }
}
