package dev.callvault.wire.answer;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;

/**
 * Reads the provider's responses, strictly at first and then as leniently as possible without guessing: trailing
 * commas, numbers or strings, and {@code []}, {@code ""}, {@code null} or nothing for an empty list.
 *
 * <p>Every method throws {@link FailureAnswer} when the envelope says failure, whatever the HTTP status, and {@link
 * UnreadableAnswer} when the bytes are not such a response at all. Unreadable rows are counted, not thrown.
 */
public interface WireReader {
    /** The response of {@code calls/logs}. */
    Page<CallSummary> calls(byte[] answer);

    /** The response of {@code calls/sessions}. */
    Page<RawLine> sessions(byte[] answer);

    /** The response of {@code calls/errors}. */
    Page<RawLine> errors(byte[] answer);

    /** The response of {@code calls/log}; broken UTF-8 and U+0000 in the log are preserved byte for byte. */
    LogAnswer log(Content answer);
}
