/** Commands from Hybrid Manager: read from the control topic, decided in the cluster's database, carried out. */
@NullMarked
package dev.modelsync.sync.control;

import org.jspecify.annotations.NullMarked;
