package dev.modelsync.events.seal.plan;

import dev.modelsync.events.seal.plan.Announced.Cluster;
import dev.modelsync.events.seal.plan.Announced.Credential;
import dev.modelsync.events.seal.plan.Announced.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SealPlanTest {
    private static final RecordKey RECORD = new RecordKey("edge", "demo", "gpt");
    private static final Credential FIRST = new Credential("uid-1", 1, "uid-1-a");
    private static final Credential SECOND = new Credential("uid-1", 2, "uid-1-b");
    private static final Credential OTHER = new Credential("uid-2", 1, "uid-2-a");

    private final SealPlan plan = new SealPlan();
    private long offset;

    @Test
    void shouldSealEveryCredentialOfAProjectForEachDirectCluster() {
        service(1, FIRST);
        plan.service("demo", "free", new Service(2, null));
        plan.service("other", "gpt", new Service(3, OTHER));
        cluster(4, "key-1");
        plan.cluster("edge-2", new Cluster(5, "demo", "key-2"));
        plan.cluster("proxied", new Cluster(6, "demo", null));
        plan.cluster("elsewhere", new Cluster(7, "elsewhere", "key-3"));

        assertThat(steps())
                .containsExactlyInAnyOrder(
                        seal(FIRST, "key-1"), new Step.Seal(new RecordKey("edge-2", "demo", "gpt"), FIRST, "key-2"));
        assertThat(plan.directClusters()).isEqualTo(3);
    }

    @Test
    void shouldDoNothingAboutWhatIsSealedAlready() {
        sealed(FIRST, "key-1");
        service(1, FIRST);
        cluster(2, "key-1");

        assertThat(steps()).isEmpty();
        assertThat(plan.changed()).isEmpty();
        assertThat(plan.sealedCredentials()).isEqualTo(1);
    }

    @Test
    void shouldSealAnewOnceForARotationAndForAnotherKey() {
        settled();

        service(3, SECOND);
        assertThat(steps()).containsExactly(seal(SECOND, "key-1"));
        sealed(SECOND, "key-1");
        assertThat(steps()).isEmpty();

        cluster(4, "key-2");
        assertThat(steps()).containsExactly(seal(SECOND, "key-2"));
        sealed(SECOND, "key-2");
        assertThat(steps()).isEmpty();
        assertThat(plan.sealedCredentials()).isEqualTo(1);
    }

    @Test
    void shouldWithdrawWhatAServiceNoLongerHas() {
        settled();
        service(3, null);
        assertWithdrawn();

        settledAt(4);
        plan.purged("demo", "gpt");
        assertWithdrawn();
    }

    @Test
    void shouldWithdrawWhatAClusterIsNoLongerToGet() {
        settled();
        cluster(3, null);
        assertWithdrawn();

        settledAt(4);
        plan.forgotten("edge");
        assertWithdrawn();

        settledAt(8);
        plan.cluster("edge", new Cluster(20, "other", "key-1"));
        assertWithdrawn();
    }

    @Test
    void shouldWithdrawWhatNobodyAnnounced() {
        sealed(FIRST, "key-1");

        assertWithdrawn();
        assertThat(plan.sealedCredentials()).isZero();
    }

    @Test
    void shouldWithdrawAnEarlierIncarnationBeforeTheNextIsSealed() {
        settled();

        service(3, OTHER);

        assertThat(steps()).containsExactly(new Step.Withdraw(RECORD), seal(OTHER, "key-1"));
    }

    @Test
    void shouldReplaceWhatNobodyCanRead() {
        settled();
        plan.holds(RECORD, Sealed.UNREADABLE, ++offset);

        assertThat(steps()).containsExactly(new Step.Withdraw(RECORD), seal(FIRST, "key-1"));
    }

    @Test
    void shouldGoByTheNewestRevisionInWhateverOrderTheyCome() {
        settled();
        service(9, SECOND);
        sealed(SECOND, "key-1");
        assertThat(steps()).isEmpty();

        service(8, FIRST);
        assertThat(steps()).isEmpty();
        plan.purged("demo", "gpt");
        service(9, SECOND);
        assertWithdrawn();
        cluster(1, "key-0");
        assertThat(steps()).isEmpty();
    }

    @Test
    void shouldGoByTheLastRecordInWhateverOrderTheyAreTold() {
        settled();
        service(3, SECOND);
        plan.holds(RECORD, new Sealed("uid-1", 2, "key-1"), 50);
        assertThat(steps()).isEmpty();

        // What was written before that is read only now.
        plan.holds(RECORD, new Sealed("uid-1", 1, "key-1"), 49);
        assertThat(steps()).isEmpty();
        // Somebody else has written behind it.
        plan.holds(RECORD, new Sealed("uid-1", 1, "key-1"), 51);
        assertThat(steps()).containsExactly(seal(SECOND, "key-1"));
    }

    @Test
    void shouldReadKeysOfItsOwnFormOnly() {
        assertThat(RecordKey.parse("edge/demo/gpt")).contains(RECORD);
        assertThat(RECORD).hasToString("edge/demo/gpt");
        assertThat(RecordKey.parse("edge/demo")).isEmpty();
        assertThat(RecordKey.parse("edge/demo/gpt/")).isEmpty();
        assertThat(RecordKey.parse("")).isEmpty();
    }

    private void settled() {
        settledAt(1);
    }

    /** With the credential sealed as it ought to be. */
    private void settledAt(long revision) {
        service(revision, FIRST);
        cluster(revision + 1, "key-1");
        sealed(FIRST, "key-1");
        assertThat(steps()).isEmpty();
    }

    private void assertWithdrawn() {
        assertThat(steps()).containsExactly(new Step.Withdraw(RECORD));
        plan.holds(RECORD, null, ++offset);
        assertThat(steps()).isEmpty();
    }

    private List<Step> steps() {
        return plan.changed().stream().flatMap(key -> plan.steps(key).stream()).toList();
    }

    private void service(long revision, @Nullable Credential credential) {
        plan.service("demo", "gpt", new Service(revision, credential));
    }

    private void cluster(long revision, @Nullable String key) {
        plan.cluster("edge", new Cluster(revision, "demo", key));
    }

    private void sealed(Credential credential, String key) {
        plan.holds(RECORD, new Sealed(credential.uid(), credential.version(), key), ++offset);
    }

    private static Step.Seal seal(Credential credential, String key) {
        return new Step.Seal(RECORD, credential, key);
    }
}
