/**
 * What an answer holds, whatever its format: rows, totals, a log, a failure, and the rules by which fields are read.
 * Begin with {@link dev.callvault.wire.answer.Listing}.
 */
@NullMarked
package dev.callvault.wire.answer;

import org.jspecify.annotations.NullMarked;
