package dev.callvault.wire;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads XML answers as a stream of events, without document types, entities of its own, or deep nesting. */
final class XmlReader implements WireReader {
    private static final Set<String> LISTS = Set.of("logs", "sessions", "errors");
    private static final String TOTAL = "total_";

    @Override
    public Page<CallSummary> calls(byte[] answer) {
        return Pages.calls(list(answer));
    }

    @Override
    public Page<RawLine> sessions(byte[] answer) {
        return Pages.lines(list(answer));
    }

    @Override
    public Page<RawLine> errors(byte[] answer) {
        return Pages.lines(list(answer));
    }

    @Override
    public LogAnswer log(byte[] answer) {
        Map<String, String> result = new HashMap<>();
        Map<String, String> envelope = read(answer, fields -> result.putAll(fields.flat()));
        Envelope.check(envelope.get("status"), envelope.getOrDefault("error", ""));
        OptionalLong timestamp = Pages.number(result.get("timestamp"));
        @Nullable String log = result.get("log");
        return new LogAnswer(
                result.getOrDefault("dest", ""),
                result.getOrDefault("src", ""),
                result.getOrDefault("type", ""),
                timestamp.isPresent() ? timestamp.getAsLong() : null,
                result.getOrDefault("location", ""),
                log == null ? null : log.getBytes(StandardCharsets.UTF_8));
    }

    private static RawAnswer list(byte[] answer) {
        List<Map<String, String>> rows = new ArrayList<>();
        Map<String, String> totals = new HashMap<>();
        Map<String, String> envelope = read(answer, result -> {
            while (result.next()) {
                if (LISTS.contains(result.name())) {
                    rows.addAll(result.rows());
                } else {
                    String name = result.name();
                    result.value().forEach((field, text) -> totals.put(name.startsWith(TOTAL) ? TOTAL : name, text));
                }
            }
        });
        return new RawAnswer(envelope.get("status"), envelope.getOrDefault("error", ""), totals.get(TOTAL), rows);
    }

    /** Reads what stands under {@code result}. */
    private interface ResultReading {
        void from(XmlFields result) throws XMLStreamException;
    }

    /** Reads the envelope, and hands over its result. */
    private static Map<String, String> read(byte[] answer, ResultReading reading) {
        if (answer.length == 0) {
            throw new UnreadableAnswer("the answer is empty", null);
        }
        try {
            XMLStreamReader events = factory().createXMLStreamReader(new ByteArrayInputStream(answer));
            Map<String, String> envelope = new HashMap<>();
            XmlFields root = XmlFields.ofRoot(events);
            while (root.next()) {
                if (root.name().equals("result")) {
                    reading.from(root.inside());
                } else {
                    String name = root.name();
                    root.value().forEach((field, text) -> envelope.put(name, text));
                }
            }
            while (events.hasNext()) {
                events.next();
            }
            return envelope;
        } catch (XMLStreamException unreadable) {
            throw new UnreadableAnswer(
                    "the answer of " + answer.length + " bytes is no readable XML: " + firstLine(unreadable),
                    unreadable);
        }
    }

    private static String firstLine(XMLStreamException unreadable) {
        return String.valueOf(unreadable.getMessage()).replace('\n', ' ');
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        return factory;
    }
}
