/**
 * What modelsync guarantees, shown on the real thing: a {@link dev.modelsync.guarantee.Landscape} of servers and
 * processes, a random {@link dev.modelsync.guarantee.ChangeStream}, one {@link dev.modelsync.guarantee.Fault} after
 * the other, and after each of them every {@link dev.modelsync.guarantee.Guarantee}.
 */
@NullMarked
package dev.modelsync.guarantee;

import org.jspecify.annotations.NullMarked;
