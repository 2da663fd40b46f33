/** Who may do what: roles, what each operation and page asks for, and who is asking. */
@NullMarked
package dev.modelsync.events.access;

import org.jspecify.annotations.NullMarked;
