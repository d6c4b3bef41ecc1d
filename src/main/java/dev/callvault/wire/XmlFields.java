package dev.callvault.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks over the children of one element. */
final class XmlFields {
    private final XMLStreamReader events;

    private XmlFields(XMLStreamReader events) {
        this.events = events;
    }

    static XmlFields ofRoot(XMLStreamReader events) throws XMLStreamException {
        int event = events.getEventType();
        while (event != XMLStreamConstants.START_ELEMENT) {
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("the answer has a document type, which no answer of the service has");
            }
            event = events.next();
        }
        return new XmlFields(events);
    }

    XmlFields inside() {
        return new XmlFields(events);
    }

    /** Moves to the next child; false at the end of the element. */
    boolean next() throws XMLStreamException {
        int event = events.next();
        while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
            event = events.next();
        }
        return event == XMLStreamConstants.START_ELEMENT;
    }

    String name() {
        return events.getLocalName();
    }

    /** The child's fields, or its text under {@link RawAnswer#LINE}; deeper levels are skipped. */
    Map<String, String> value() throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (int event = events.next(); event != XMLStreamConstants.END_ELEMENT; event = events.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = name();
                fields.put(name, text());
            } else if (events.hasText() && event != XMLStreamConstants.COMMENT) {
                text.append(events.getText());
            }
        }
        if (fields.isEmpty()) {
            fields.put(RawAnswer.LINE, text.toString());
        }
        return fields;
    }

    /** The text of the current element, without that of elements in it. */
    private String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            int event = events.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (depth == 1 && events.hasText() && event != XMLStreamConstants.COMMENT) {
                text.append(events.getText());
            }
        }
        return text.toString();
    }

    /** The rows under the current element. */
    List<Map<String, String>> rows() throws XMLStreamException {
        List<Map<String, String>> rows = new ArrayList<>();
        while (next()) {
            rows.add(value());
        }
        return rows;
    }

    /** All children with their texts. */
    Map<String, String> flat() throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        while (next()) {
            String name = name();
            fields.put(name, text());
        }
        return fields;
    }
}
