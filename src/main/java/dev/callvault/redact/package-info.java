/** Redacts stored data by the current rules. Begin with {@link dev.callvault.redact.RedactRun}. */
@NullMarked
package dev.callvault.redact;

import org.jspecify.annotations.NullMarked;
