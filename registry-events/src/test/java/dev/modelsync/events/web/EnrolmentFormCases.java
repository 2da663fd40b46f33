package dev.modelsync.events.web;

import dev.modelsync.contract.seal.OpeningKey;
import dev.modelsync.contract.seal.SealingKey;
import dev.modelsync.events.web.Visitor.Page;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The forms of clusters, on the application that {@link FormsIT} has started. */
interface EnrolmentFormCases {
    Visitor visitor();

    @Test
    default void shouldEnrolForDirectDeliveryAndChangeIt() throws Exception {
        SealingKey key = OpeningKey.generate().sealingKey();
        Page form = visitor().get("/enrol");
        Map<String, String> cluster = Map.of(
                "id",
                "forms-direct",
                "project",
                FormsIT.PROJECT,
                "location",
                "SELF_MANAGED",
                "delivery",
                "DIRECT",
                "labels",
                "");
        Page wrong = visitor().submit(form, "/enrol", cluster);
        assertThat(wrong.error("sealingKey")).contains("missing with delivery DIRECT");
        assertThat(wrong.field("id")).isEqualTo("forms-direct");
        assertThat(wrong.html()).contains("<option value=\"DIRECT\" selected");
        Page refused = visitor().submit(wrong, "/enrol", Map.of("delivery", "DIRECT", "sealingKey", "not a key"));
        assertThat(refused.error("sealingKey")).contains("allowed: the public HPKE keyset");
        assertThat(refused.html()).doesNotContain("not a key");

        Map<String, String> right = new TreeMap<>(cluster);
        right.put("sealingKey", key.toJson() + "\n");
        assertThat(visitor().submit(form, "/enrol", right).status()).isEqualTo(201);
        Page shown = visitor().get("/clusters/forms-direct");
        assertThat(shown.html()).contains("direct: sealed for the cluster", key.id());
        assertThat(visitor().get("/clusters").html()).contains("direct delivery");

        String change = "/clusters/forms-direct/delivery";
        Page impossible = visitor().submit(shown, change, Map.of("delivery", "PROXY", "sealingKey", key.toJson()));
        assertThat(impossible.html()).contains("a key is for DIRECT").doesNotContain(key.toJson());
        Page proxied = visitor().submit(shown, change, Map.of("delivery", "PROXY"));
        assertThat(proxied.html()).contains("Saved.", "through the proxy").doesNotContain("with key");
        assertThat(visitor()
                        .submit(shown, "/clusters/forms-nobody/delivery", Map.of("delivery", "PROXY"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    default void shouldShowATokenOnce() throws Exception {
        Page form = visitor().get("/enrol?project=" + FormsIT.PROJECT);
        assertThat(form.field("project")).isEqualTo(FormsIT.PROJECT);
        Page wrong = visitor().submit(form, "/enrol", Map.of("id", "Not A Name", "project", "", "location", "MOON"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.error("id")).contains("not a name");
        assertThat(wrong.error("project")).contains("missing");
        assertThat(wrong.error("location")).contains("allowed: PRIMARY");

        Map<String, String> right =
                Map.of("id", "forms-token", "project", FormsIT.PROJECT, "location", "SELF_MANAGED", "labels", "a=b");
        Page enrolled = visitor().submit(wrong, "/enrol", right);
        String token = enrolled.field("token");
        assertThat(enrolled.status()).isEqualTo(201);
        assertThat(token).startsWith("msc_");
        assertThat(visitor().submit(form, "/enrol", right).error("id")).contains("enrolled already");
        Page cluster = visitor().get("/clusters/forms-token");
        assertThat(cluster.html()).contains("a=b", "self managed").doesNotContain(token);

        Page other = visitor().submit(cluster, "/clusters/forms-token/token", Map.of("reason", "lost"));
        assertThat(other.field("token")).startsWith("msc_").isNotEqualTo(token);
        Page revoked = visitor().submit(cluster, "/clusters/forms-token/revoke", Map.of());
        assertThat(revoked.html()).contains("Revoked.", "Enrol again");
        assertThat(visitor().get("/clusters").html()).contains("forms-token", ">revoked<");
        assertThat(visitor()
                        .submit(cluster, "/clusters/forms-token/token", Map.of())
                        .status())
                .isEqualTo(409);
    }
}
