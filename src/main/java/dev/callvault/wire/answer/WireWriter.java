package dev.callvault.wire.answer;

import dev.callvault.call.CallSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/**
 * Writes the provider's answers, as its documentation shows them: every scalar a string, {@code /} as {@code \/} in lines.
 * Rows are taken from the iterator as they are written, so an answer of any size needs little memory. The stream is flushed,
 * not closed.
 */
public interface WireWriter {
    /** The answer of {@code calls/logs}. */
    void calls(OutputStream out, long total, Iterator<CallSummary> calls) throws IOException;

    /** The answer of {@code calls/sessions}; the lines unescaped. */
    void sessions(OutputStream out, long total, Iterator<String> lines) throws IOException;

    /** The answer of {@code calls/errors}; the lines unescaped. */
    void errors(OutputStream out, long total, Iterator<String> lines) throws IOException;

    /** The answer of {@code calls/log}. */
    void log(OutputStream out, LogAnswer log) throws IOException;

    /**
     * The failure envelope, with the documented trailing comma in JSON.
     *
     * @param root the XML root element that the service's answers have, such as {@code logs}
     */
    void failure(OutputStream out, String root, String message) throws IOException;
}
