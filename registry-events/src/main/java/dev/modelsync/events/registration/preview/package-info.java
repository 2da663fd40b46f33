/** What a change would do on each cluster, foretold from what the clusters have told. Pure: sees facts only. */
@NullMarked
package dev.modelsync.events.registration.preview;

import org.jspecify.annotations.NullMarked;
