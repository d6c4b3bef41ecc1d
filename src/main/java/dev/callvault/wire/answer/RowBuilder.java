package dev.callvault.wire.answer;

import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds rows from scalars, the same for both formats. */
public final class RowBuilder {
    private RowBuilder() {}

    /** A line; an empty one counts as unreadable. */
    public static Row<RawLine> line(String text) {
        return text.isEmpty() ? Row.unread("the line is empty") : Row.read(RawLine.received(Scalars.whole(text)));
    }

    /** The response of {@code calls/log}. */
    public static LogAnswer log(Map<String, String> fields, @Nullable Content log) {
        return new LogAnswer(
                Scalars.text(fields.get("dest")),
                Scalars.text(fields.get("src")),
                Scalars.text(fields.get("type")),
                Scalars.number(fields.get("timestamp")),
                Scalars.text(fields.get("location")),
                log);
    }
}
