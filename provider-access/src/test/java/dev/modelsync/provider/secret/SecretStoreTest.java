package dev.modelsync.provider.secret;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every secret store promises. */
@ParameterizedClass
@EnumSource
class SecretStoreTest {
    private static final SecretReference FIRST = new SecretReference("ref", 1);
    private static final SecretReference SECOND = new SecretReference("ref", 2);
    private static final Secret SECRET = new Secret(Map.of("apiKey", "sk-recognisable"));
    private static final Secret OTHER = new Secret(Map.of("accessKeyId", "a", "secretAccessKey", "sk-other"));

    @Parameter
    SecretProperties.Kind kind;

    @TempDir
    Path home;

    private TestCluster cluster;
    private SecretStore store;

    @BeforeEach
    void openStore() {
        cluster = new TestCluster();
        store = open();
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private SecretStore open() {
        return switch (kind) {
            case FILE -> {
                Keyset keyset = Keyset.readOrMake(home.resolve("keyset.json"));
                yield new EncryptedFileSecretStore(home.resolve("secrets"), () -> keyset);
            }
            case KUBERNETES -> cluster.store();
        };
    }

    @Test
    void shouldKeepEachVersion() {
        store.put(FIRST, SECRET);
        store.put(SECOND, OTHER);

        assertThat(store.get(FIRST)).contains(SECRET);
        assertThat(store.get(SECOND)).contains(OTHER);
    }

    @Test
    void shouldBeThereForOnesThatOpenLater() {
        store.put(FIRST, SECRET);

        assertThat(open().get(FIRST)).contains(SECRET);
    }

    @Test
    void shouldHaveNothingThatWasNotPut() {
        store.put(SECOND, SECRET);

        assertThat(store.get(FIRST)).isEmpty();
        assertThat(store.get(new SecretReference("re", 2))).isEmpty();
        assertThat(store.get(new SecretReference("ref", 22))).isEmpty();
    }

    @Test
    void shouldTakeTheSameContentAgain() {
        store.put(FIRST, OTHER);
        store.put(FIRST, OTHER);

        assertThat(store.get(FIRST)).contains(OTHER);
    }

    @Test
    void shouldRefuseAnotherContentUnderTheSameReference() {
        store.put(FIRST, SECRET);

        assertThatThrownBy(() -> store.put(FIRST, OTHER))
                .isInstanceOf(SecretStoreException.class)
                .hasMessageContainingAll("SecretReference[ref=ref, version=1]", "another content")
                .message()
                .doesNotContain("sk-");
        assertThat(store.get(FIRST)).contains(SECRET);
    }

    @Test
    void shouldLetOneOfManyWritersWin() throws InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> puts = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Boolean>) () -> isStored(new Secret(Map.of("apiKey", "key " + i))))
                    .toList();

            assertThat(writers.invokeAll(puts))
                    .extracting(put -> put.get())
                    .containsOnlyOnce(true)
                    .hasSize(8);
        } finally {
            writers.shutdownNow();
        }
    }

    private boolean isStored(Secret secret) {
        try {
            store.put(FIRST, secret);
            return true;
        } catch (SecretStoreException e) {
            return false;
        }
    }

    @Test
    void shouldDeleteOneVersionAndBeContentWhenItIsGone() {
        store.put(FIRST, SECRET);
        store.put(SECOND, SECRET);

        store.delete(FIRST);
        store.delete(FIRST);

        assertThat(store.get(FIRST)).isEmpty();
        assertThat(store.get(SECOND)).contains(SECRET);
    }

    @Test
    void shouldKeepEveryCharacterOfTheLongestNames() {
        SecretReference longest = new SecretReference("a" + "-".repeat(98) + "0", Integer.MAX_VALUE);
        Secret odd = new Secret(Map.of("apiKey", "ünïcode \u0000\n\"🔑", "secretAccessKey", ""));

        store.put(longest, odd);

        assertThat(store.get(longest)).contains(odd);
        store.delete(longest);
        assertThat(store.get(longest)).isEmpty();
    }
}
