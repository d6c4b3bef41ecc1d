/**
 * Redaction of what is stored already, by the rules in force now. Begin with {@link dev.callvault.redact.RedactRun}.
 */
@NullMarked
package dev.callvault.redact;

import org.jspecify.annotations.NullMarked;
