/**
 * The program's own logs, from which the same is taken out as from the archive. Begin with
 * {@link dev.callvault.logs.RedactingEncoder}.
 */
@NullMarked
package dev.callvault.logs;

import org.jspecify.annotations.NullMarked;
