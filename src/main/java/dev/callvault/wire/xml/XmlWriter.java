package dev.callvault.wire.xml;

import dev.callvault.call.CallSummary;
import dev.callvault.content.Content;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.WireWriter;
import dev.callvault.wire.json.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** Writes XML as the provider does: slashes in lines are escaped as in JSON. */
public final class XmlWriter implements WireWriter {
    private static final int PIECE = 8 << 10;
    /** Invalid in XML, so no reader will accept the response as a log. */
    private static final String REJECTED = "\0";

    private static final String HEAD = "<?xml version=\"1.0\"?>\n";

    @Override
    public void calls(OutputStream out, long total, Iterator<CallSummary> calls) throws IOException {
        Writer xml = begin(out, "logs", total);
        while (calls.hasNext()) {
            call(xml, calls.next());
        }
        end(xml, "logs");
    }

    @Override
    public void sessions(OutputStream out, long total, Iterator<String> lines) throws IOException {
        lines(out, "sessions", "session", total, lines);
    }

    @Override
    public void errors(OutputStream out, long total, Iterator<String> lines) throws IOException {
        lines(out, "errors", "error", total, lines);
    }

    private static void lines(OutputStream out, String list, String row, long total, Iterator<String> lines)
            throws IOException {
        Writer xml = begin(out, list, total);
        while (lines.hasNext()) {
            element(xml, row, lines.next().replace("/", "\\/"));
        }
        end(xml, list);
    }

    private static Writer begin(OutputStream out, String list, long total) throws IOException {
        Writer xml = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        xml.write(HEAD + "<" + list + ">\n<status>success</status>\n<error></error>\n<result>\n");
        element(xml, "total_" + list, Long.toString(total));
        xml.write("<" + list + ">\n");
        return xml;
    }

    private static void end(Writer xml, String list) throws IOException {
        xml.write("</" + list + ">\n</result>\n</" + list + ">\n");
        xml.flush();
    }

    private static void call(Writer xml, CallSummary call) throws IOException {
        xml.write("<log>");
        element(xml, "log_id", call.logId().toString());
        element(xml, "session_id", call.sessionId().value());
        element(xml, "dest", call.dest());
        element(xml, "type", call.direction());
        element(xml, "src", call.src());
        element(xml, "start", Long.toString(call.startedAt().getEpochSecond()));
        element(xml, "end", JsonWriter.seconds(call.endedAt()));
        xml.write("</log>\n");
    }

    @Override
    public void log(OutputStream out, LogAnswer log) throws IOException {
        Writer xml = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        xml.write(HEAD + "<log>\n<status>success</status>\n<error></error>\n<result>\n");
        element(xml, "dest", log.dest());
        element(xml, "src", log.src());
        element(xml, "type", log.type());
        element(xml, "timestamp", String.valueOf(log.timestamp()));
        element(xml, "location", log.location());
        if (log.log() != null) {
            xml.write("<log>");
            text(xml, log.log());
            xml.write("</log>\n");
        }
        xml.write("</result>\n</log>\n");
        xml.flush();
    }

    /**
     * A log that XML cannot hold byte for byte is written so that it is rejected, and asked for in JSON: an empty element
     * or another character would be worse than a broken response.
     */
    private static void text(Writer xml, Content content) throws IOException {
        try (Reader text = new InputStreamReader(content.open(), StandardCharsets.UTF_8.newDecoder())) {
            char[] piece = new char[PIECE];
            for (int length = text.read(piece); length >= 0; length = text.read(piece)) {
                CharBuffer read = CharBuffer.wrap(piece, 0, length);
                if (!read.chars().allMatch(XmlWriter::isXml)) {
                    xml.write(REJECTED);
                    return;
                }
                escape(xml, read);
            }
        } catch (CharacterCodingException broken) {
            xml.write(REJECTED);
        }
    }

    /** By UTF-16's units: the two of a character beyond them are always together in text that was decoded. */
    private static boolean isXml(int unit) {
        return unit >= ' ' ? unit < 0xFFFE : unit == '\t' || unit == '\n' || unit == '\r';
    }

    @Override
    public void failure(OutputStream out, String root, String message) throws IOException {
        Writer xml = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        xml.write(HEAD + "<" + root + ">\n<status>failure</status>\n");
        element(xml, "error", message);
        xml.write("</" + root + ">\n");
        xml.flush();
    }

    private static void element(Writer xml, String name, String text) throws IOException {
        xml.write('<');
        xml.write(name);
        xml.write('>');
        escape(xml, text);
        xml.write("</");
        xml.write(name);
        xml.write(">\n");
    }

    /**
     * A raw carriage return would be read as a line feed, so it is written as a reference. What XML cannot hold at all is
     * written as U+FFFD: one line must not make the whole list unreadable.
     */
    private static void escape(Writer xml, CharSequence text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '&' -> xml.write("&amp;");
                case '<' -> xml.write("&lt;");
                case '>' -> xml.write("&gt;");
                case '\r' -> xml.write("&#13;");
                default -> xml.write(isXml(each) ? each : '\uFFFD');
            }
        }
    }
}
