/** The models of a cluster's registry, for those who pick one: whoever made them, by the step that needs one. */
@NullMarked
package dev.modelsync.sync.picker;

import org.jspecify.annotations.NullMarked;
