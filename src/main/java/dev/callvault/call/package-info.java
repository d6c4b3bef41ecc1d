/**
 * What is archived, as plain values: calls, logs, session and error lines, and the time they cover. Nothing here has
 * side effects; begin with {@link dev.callvault.call.CallSummary} and {@link dev.callvault.call.TimeWindow}.
 */
@NullMarked
package dev.callvault.call;

import org.jspecify.annotations.NullMarked;
