package dev.callvault.wire.answer;

import dev.callvault.call.CallSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/**
 * Writes the provider's responses as documented: every scalar is a string, and {@code /} in lines is {@code \/}. Rows
 * are read from the iterator as they are written, so even a huge response needs little memory. The stream is flushed,
 * not closed.
 */
public interface WireWriter {
    /** The response of {@code calls/logs}. */
    void calls(OutputStream out, long total, Iterator<CallSummary> calls) throws IOException;

    /** The response of {@code calls/sessions}, with unescaped lines. */
    void sessions(OutputStream out, long total, Iterator<String> lines) throws IOException;

    /** The response of {@code calls/errors}, with unescaped lines. */
    void errors(OutputStream out, long total, Iterator<String> lines) throws IOException;

    /** The response of {@code calls/log}. */
    void log(OutputStream out, LogAnswer log) throws IOException;

    /**
     * The failure envelope, with the documented trailing comma in JSON.
     *
     * @param root the XML root element of the service's responses, such as {@code logs}
     */
    void failure(OutputStream out, String root, String message) throws IOException;
}
