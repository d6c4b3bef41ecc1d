/**
 * The program's own messages, redacted by the same rules as the archive. Begin with
 * {@link dev.callvault.logs.RedactingEncoder}.
 */
@NullMarked
package dev.callvault.logs;

import org.jspecify.annotations.NullMarked;
