package dev.modelsync.events.cluster;

/** What became of an enrolment. */
public sealed interface EnrolmentResult {
    /** The cluster is enrolled. The token is given here and never again. */
    record Enrolled(Cluster cluster, AccessToken token) implements EnrolmentResult {}

    /** There is a cluster of that id; its token stays as it is and cannot be shown. */
    record AlreadyEnrolled(Cluster cluster) implements EnrolmentResult {}
}
