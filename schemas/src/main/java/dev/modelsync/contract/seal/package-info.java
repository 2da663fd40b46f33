/**
 * How the credential of a provider travels to one cluster and to nobody else: sealed with the cluster's public key
 * (HPKE, RFC 9180), opened with its private one. Needs Tink on the class path.
 */
@NullMarked
package dev.modelsync.contract.seal;

import org.jspecify.annotations.NullMarked;
