package dev.callvault.wire.xml;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.wire.answer.CallFields;
import dev.callvault.wire.answer.ListResponse;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.Row;
import dev.callvault.wire.answer.RowBuilder;
import dev.callvault.wire.answer.WireReader;
import dev.callvault.wire.json.JsonListing;
import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Uses an element's depth, not only its name: {@code log} and {@code error} each have two meanings. */
public final class XmlReader implements WireReader {
    @Override
    public Page<CallSummary> calls(byte[] answer) {
        return list(answer, "logs", XmlReader::call);
    }

    @Override
    public Page<RawLine> sessions(byte[] answer) {
        return list(answer, "sessions", XmlReader::line);
    }

    @Override
    public Page<RawLine> errors(byte[] answer) {
        return list(answer, "errors", XmlReader::line);
    }

    @Override
    public LogAnswer log(Content answer) {
        return answer.read(bytes -> new XmlLog(new XmlCursor(bytes)).read());
    }

    private static <T> Page<T> list(byte[] answer, String name, Function<XmlCursor, Row<T>> row) {
        ListResponse<T> listing = new ListResponse<>(name);
        XmlCursor xml = new XmlCursor(new ByteArrayInputStream(answer));
        Consumer<String> field = it -> {
            if (listing.isTotal(it)) {
                listing.total(xml.text());
            } else if (it.equals(name)) {
                xml.children(each -> {
                    xml.copy(JsonListing.MAX_ROW);
                    listing.row(row.apply(xml), xml::copied);
                });
            } else {
                xml.skip();
            }
        };
        xml.answer(listing.envelope(), () -> xml.children(field));
        return listing.page();
    }

    private static Row<CallSummary> call(XmlCursor xml) {
        CallFields fields = new CallFields();
        xml.children(name -> {
            @Nullable String text = xml.text();
            if (text != null) {
                fields.put(name, text);
            } else {
                fields.putOther(name, "not text but elements");
            }
        });
        return fields.call();
    }

    private static Row<RawLine> line(XmlCursor xml) {
        @Nullable String line = xml.text();
        return line == null ? Row.unread("the line is not text but elements") : RowBuilder.line(line);
    }
}
