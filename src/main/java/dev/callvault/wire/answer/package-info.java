/**
 * The content of a response in any format: rows, totals, a log, a failure, and the rules for parsing fields. Begin with
 * {@link dev.callvault.wire.answer.ListResponse}.
 */
@NullMarked
package dev.callvault.wire.answer;

import org.jspecify.annotations.NullMarked;
