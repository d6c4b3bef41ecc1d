package dev.callvault.wire;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes by an element's depth, not by its name alone: {@code log} and {@code error} each mean two things. */
final class XmlReader implements WireReader {
    @Override
    public Page<CallSummary> calls(byte[] answer) {
        return list(answer, "logs", (xml, listing) -> listing.row(Rows.call(scalars(xml))));
    }

    @Override
    public Page<RawLine> sessions(byte[] answer) {
        return list(answer, "sessions", (xml, listing) -> listing.row(Rows.line(xml.text())));
    }

    @Override
    public Page<RawLine> errors(byte[] answer) {
        return list(answer, "errors", (xml, listing) -> listing.row(Rows.line(xml.text())));
    }

    @Override
    public LogAnswer log(Content answer) {
        return answer.read(bytes -> new XmlLog(new XmlCursor(bytes)).read());
    }

    private static <T> Page<T> list(byte[] answer, String name, Row<T> row) {
        Listing<T> listing = new Listing<>(name);
        XmlCursor xml = new XmlCursor(new ByteArrayInputStream(answer));
        Consumer<String> field = it -> {
            if (listing.isTotal(it)) {
                listing.total(xml.text());
            } else if (it.equals(name)) {
                xml.children(each -> row.read(xml, listing));
            } else {
                xml.skip();
            }
        };
        xml.answer(listing.envelope(), () -> xml.children(field));
        return listing.page();
    }

    private static Map<String, String> scalars(XmlCursor xml) {
        Map<String, String> fields = new HashMap<>();
        xml.children(name -> {
            @Nullable String text = xml.text();
            if (text != null) {
                fields.put(name, text);
            }
        });
        return fields;
    }

    /** Reads the element that the cursor is at as a row. */
    private interface Row<T> {
        void read(XmlCursor xml, Listing<T> listing);
    }
}
