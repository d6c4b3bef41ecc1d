/**
 * What stands around a source during a run: the circuit breaker of the login, the check of the clock, redaction, and
 * the memory that lists take. Begin with {@link dev.callvault.archive.guard.LoginGate}.
 */
@NullMarked
package dev.callvault.archive.guard;

import org.jspecify.annotations.NullMarked;
