/**
 * What surrounds a source during a run: the login's circuit breaker, the clock check, redaction, and the memory limit
 * for lists. Begin with {@link dev.callvault.archive.guard.LoginCircuitBreaker}.
 */
@NullMarked
package dev.callvault.archive.guard;

import org.jspecify.annotations.NullMarked;
