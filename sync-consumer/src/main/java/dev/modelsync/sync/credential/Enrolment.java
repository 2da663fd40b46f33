package dev.modelsync.sync.credential;

import java.util.Optional;

/**
 * What Hybrid Manager last told of a cluster's enrolment, as far as credentials are concerned.
 *
 * @param isDirect whether credentials are sealed for it
 * @param sealingKeyId with which public key
 */
public record Enrolment(boolean isDirect, boolean isRevoked, Optional<String> sealingKeyId) {}
