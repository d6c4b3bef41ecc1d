package dev.callvault.wire.xml;

import dev.callvault.wire.answer.Envelope;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks an XML response once. Document types are refused and only XML's own five entities are resolved, so a response
 * can neither grow by expansion nor read another document.
 */
final class XmlCursor {
    private static final int DEEPEST = 64;

    // these limits also count XML's own five entities, and a log may contain millions; without document types nothing
    // else can expand
    private static final List<String> ENTITY_LIMITS = List.of(
            "jdk.xml.entityExpansionLimit", "jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");

    private final XMLStreamReader xml;
    private final StringBuilder copy = new StringBuilder();
    private int copyMost;
    private int depth;

    /** @param answer closed by the caller after the walk */
    XmlCursor(InputStream answer) {
        // a new factory each time: the JDK's keeps its last reader, and thereby the response
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        for (String limit : ENTITY_LIMITS) {
            factory.setProperty(limit, "0");
        }
        try {
            this.xml = factory.createXMLStreamReader(answer);
        } catch (XMLStreamException | IllegalStateException e) {
            throw unreadable(e);
        }
    }

    /** Visits the root's children and reads to the document's end; each visit reads its element to the end. */
    void document(Consumer<String> child) {
        int event = next();
        while (event != XMLStreamConstants.START_ELEMENT) {
            event = next();
        }
        children(child);
        while (event != XMLStreamConstants.END_DOCUMENT) {
            event = next();
        }
    }

    /** Reads a response: the common parts, and the result, which is the current element when it is read. */
    void answer(Envelope envelope, Runnable result) {
        document(field -> {
            switch (field) {
                case "status" -> envelope.status(text());
                case "error" -> envelope.error(text());
                case "result" -> {
                    envelope.result();
                    result.run();
                }
                default -> skip();
            }
        });
    }

    /** Visits each child of the current element; each visit reads its element to the end. */
    void children(Consumer<String> child) {
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                child.accept(xml.getLocalName());
            }
        }
    }

    /** The current element's text; null if it contains elements, which are skipped. */
    @Nullable
    String text() {
        StringWriter text = new StringWriter();
        return text(text) ? text.toString() : null;
    }

    /** Writes the current element's text; false if it contains elements, which are skipped. */
    boolean text(Writer text) {
        boolean nested = false;
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                nested = true;
                skip();
            } else if (xml.isCharacters() || event == XMLStreamConstants.CDATA) {
                write(text);
            }
        }
        return !nested;
    }

    private void write(Writer text) {
        try {
            text.write(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Skips the current element. */
    void skip() {
        children(child -> skip());
    }

    /** Copies the current element while it is read, up to this many characters. */
    void copy(int most) {
        copy.setLength(0);
        copyMost = most;
        append(XMLStreamConstants.START_ELEMENT);
    }

    /** The copied text. */
    String copied() {
        return copy.substring(0, Math.min(copy.length(), copyMost));
    }

    /** Copies an event. Notations that vary, such as entities, are normalised. */
    private void append(int event) {
        if (copy.length() >= copyMost) {
            return;
        }
        switch (event) {
            case XMLStreamConstants.START_ELEMENT ->
                copy.append('<').append(xml.getLocalName()).append('>');
            case XMLStreamConstants.END_ELEMENT ->
                copy.append("</").append(xml.getLocalName()).append('>');
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                copy.append(xml.getText().replace("&", "&amp;").replace("<", "&lt;"));
            default -> {
                // comments and the like are not part of a row
            }
        }
    }

    private int next() {
        int event = parse();
        append(event);
        if (event == XMLStreamConstants.START_ELEMENT && ++depth > DEEPEST) {
            throw new UnreadableAnswer("XML nested deeper than " + DEEPEST, null);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
            depth--;
        } else if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new UnreadableAnswer("XML with a document type or an unknown entity", null);
        }
        return event;
    }

    /** The JDK's parser throws unchecked exceptions of its own on some hostile documents. */
    private int parse() {
        try {
            return xml.next();
        } catch (XMLStreamException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableAnswer unreadable(Exception e) {
        return new UnreadableAnswer("incomplete or malformed XML: " + e.getMessage(), e);
    }
}
