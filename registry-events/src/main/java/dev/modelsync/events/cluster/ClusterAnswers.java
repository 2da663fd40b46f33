package dev.modelsync.events.cluster;

import dev.modelsync.events.cluster.ClusterStates.ClusterState;
import dev.modelsync.events.problem.ProblemAnswer;
import dev.modelsync.events.registration.rules.Texts;
import dev.modelsync.events.registration.rules.Violation;
import dev.modelsync.events.registration.rules.Violation.Code;
import dev.modelsync.events.registration.rules.Violations;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Clusters as the API answers them, with the state of their workers; refusals as problem documents (RFC 9457). */
final class ClusterAnswers {
    private final ClusterStates states;

    ClusterAnswers(ClusterStates states) {
        this.states = states;
    }

    ResponseEntity<?> enrolled(EnrolmentResult result) {
        return result instanceof EnrolmentResult.Enrolled enrolled
                ? shownOnce(ResponseEntity.created(address(enrolled.cluster())), enrolled.cluster(), enrolled.token())
                : taken(((EnrolmentResult.AlreadyEnrolled) result).cluster());
    }

    ResponseEntity<?> reissued(String id, TokenResult result) {
        if (result instanceof TokenResult.Issued issued) {
            return shownOnce(ResponseEntity.ok(), issued.cluster(), issued.token());
        }
        return result instanceof TokenResult.Revoked
                ? ProblemAnswer.of(
                        HttpStatus.CONFLICT,
                        "Cluster '" + id + "' is revoked and gets no token; enrol it again by POST "
                                + ClusterController.PATH,
                        List.of())
                : unknown(id);
    }

    ResponseEntity<?> delivered(String id, Optional<Cluster> cluster) {
        return cluster.filter(Cluster::isRevoked).isPresent()
                ? ProblemAnswer.of(
                        HttpStatus.CONFLICT,
                        "Cluster '" + id + "' is revoked and gets no credentials; enrol it again by POST "
                                + ClusterController.PATH,
                        List.of())
                : found(id, cluster);
    }

    ResponseEntity<?> found(String id, Optional<Cluster> cluster) {
        return cluster.<ResponseEntity<?>>map(found -> ResponseEntity.ok(view(found)))
                .orElseGet(() -> unknown(id));
    }

    ClusterView.Page page(List<Cluster> clusters, @Nullable String nextPageToken) {
        Map<String, ClusterState> known =
                states.of(clusters.stream().map(Cluster::id).toList());
        return new ClusterView.Page(
                clusters.stream().map(cluster -> view(cluster, known)).toList(), nextPageToken);
    }

    static ResponseEntity<?> invalid(Violations found) {
        return ProblemAnswer.of(
                HttpStatus.UNPROCESSABLE_CONTENT, "The request breaks rules; see errors", found.toList());
    }

    private ResponseEntity<?> shownOnce(ResponseEntity.BodyBuilder answer, Cluster cluster, AccessToken token) {
        return answer.cacheControl(CacheControl.noStore())
                .body(new ClusterView.WithToken(view(cluster), token.reveal()));
    }

    private ClusterView view(Cluster cluster) {
        return view(cluster, states.of(List.of(cluster.id())));
    }

    private static ClusterView view(Cluster cluster, Map<String, ClusterState> known) {
        return ClusterView.of(cluster, known.getOrDefault(cluster.id(), ClusterState.NEVER));
    }

    private static URI address(Cluster cluster) {
        return URI.create(ClusterController.PATH + "/" + cluster.id());
    }

    private static ResponseEntity<ProblemDetail> taken(Cluster cluster) {
        return ProblemAnswer.of(
                HttpStatus.CONFLICT,
                "The id is taken; see errors",
                List.of(new Violation(
                        "/id",
                        Code.TAKEN,
                        "cluster '" + cluster.id() + "' is enrolled; a lost token is replaced by POST "
                                + address(cluster) + "/token")));
    }

    private static ResponseEntity<ProblemDetail> unknown(String id) {
        return ProblemAnswer.of(HttpStatus.NOT_FOUND, "No cluster '" + Texts.shown(id) + "' is enrolled");
    }
}
