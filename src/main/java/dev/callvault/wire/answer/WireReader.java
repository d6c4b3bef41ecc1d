package dev.callvault.wire.answer;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;

/**
 * Reads the provider's answers, strictly first and then as leniently as can be done without guessing: trailing commas,
 * numbers or strings, {@code []}, {@code ""}, {@code null} or nothing for an empty list.
 *
 * <p>Every method throws {@link FailureAnswer} when the envelope says failure, whatever the HTTP status was, and
 * {@link UnreadableAnswer} when the bytes are no such answer at all. Rows that cannot be read are counted, not thrown.
 */
public interface WireReader {
    /** The answer of {@code calls/logs}. */
    Page<CallSummary> calls(byte[] answer);

    /** The answer of {@code calls/sessions}. */
    Page<RawLine> sessions(byte[] answer);

    /** The answer of {@code calls/errors}. */
    Page<RawLine> errors(byte[] answer);

    /** The answer of {@code calls/log}; broken UTF-8 and U+0000 in the log come through byte for byte. */
    LogAnswer log(Content answer);
}
