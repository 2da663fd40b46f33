package dev.modelsync.proxy.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterFoldTest {
    private final ClusterFold fold = new ClusterFold();

    @Test
    void shouldKnowAClusterByItsToken() throws Exception {
        fold.apply(enrolled("eu", 1, "token-eu"));
        fold.apply(enrolled("us", 2, "token-us"));

        assertThat(fold.table().caller("token-eu")).contains(new Caller("eu", "demo"));
        assertThat(fold.table().caller("token-us")).contains(new Caller("us", "demo"));
        assertThat(fold.table().caller("token-xx")).isEmpty();
        assertThat(fold.table().caller("")).isEmpty();
        assertThat(fold.table().size()).isEqualTo(2);
    }

    @Test
    void shouldNotTakeTheHashForTheToken() throws Exception {
        fold.apply(enrolled("eu", 1, "token-eu"));

        assertThat(fold.table().caller(sha256("token-eu"))).isEmpty();
    }

    @Test
    void shouldTakeANewTokenInThePlaceOfTheOld() throws Exception {
        fold.apply(enrolled("eu", 2, "new"));
        assertThat(fold.apply(enrolled("eu", 1, "old"))).isFalse();

        assertThat(fold.table().caller("new")).isPresent();
        assertThat(fold.table().caller("old")).isEmpty();
    }

    @Test
    void shouldLetARevokedClusterDoNothingUntilItIsEnrolledAgain() throws Exception {
        fold.apply(enrolled("eu", 1, "token"));
        fold.apply(new ClusterDeclared("eu", 2, "demo", sha256("token"), true));
        assertThat(fold.table().caller("token")).isEmpty();

        fold.apply(enrolled("eu", 3, "another"));
        assertThat(fold.table().caller("another")).isPresent();
    }

    @Test
    void shouldCloseAClusterWhoseLastChangeCannotBeRead() throws Exception {
        fold.apply(enrolled("eu", 1, "token"));
        fold.close("eu");
        fold.close("unknown");
        assertThat(fold.table().caller("token")).isEmpty();

        fold.apply(enrolled("eu", 2, "token"));
        assertThat(fold.table().caller("token")).isPresent();
    }

    @Test
    void shouldLetAClusterWithoutAReadableHashDoNothing() {
        fold.apply(new ClusterDeclared("eu", 1, "demo", "not hexadecimal", false));
        fold.apply(new ClusterDeclared("us", 1, "demo", "", false));

        assertThat(fold.table().size()).isZero();
        assertThat(fold.table().caller("")).isEmpty();
    }

    private static ClusterDeclared enrolled(String id, long revision, String token) throws Exception {
        return new ClusterDeclared(id, revision, "demo", sha256(token), false);
    }

    private static String sha256(String token) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    }
}
