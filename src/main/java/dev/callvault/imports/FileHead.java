package dev.callvault.imports;

import dev.callvault.imports.Answers.Service;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of a file shows.
 *
 * @param begin where its content begins: behind a byte order mark and empty lines
 * @param root the name of an XML document's root; empty for none
 * @param isEmpty whether nothing but white space is there
 * @param refusal why it cannot be read; empty if it can
 */
record FileHead(Kind kind, int begin, String root, boolean isEmpty, String refusal) {
    private static final int LENGTH = 64 << 10;

    /** The prologue and comments may come before the root. */
    private static final Pattern ROOT =
            Pattern.compile("\\A(?:<\\?[^>]*\\?>|<!--.*?-->|\\s)*<([A-Za-z_:][\\w:.-]*)", Pattern.DOTALL);

    private static final Map<String, Service> SERVICES =
            Map.of("logs", Service.CALLS, "sessions", Service.SESSIONS, "errors", Service.ERRORS, "log", Service.LOG);

    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /** How its content is to be read. */
    enum Kind {
        JSON,
        XML,
        CSV,
        /** Anything else, such as a bare log. */
        TEXT,
        REFUSED
    }

    /** Leaves the stream where it is. */
    static FileHead of(BufferedInputStream bytes) throws IOException {
        bytes.mark(LENGTH);
        String text = new String(bytes.readNBytes(LENGTH), StandardCharsets.ISO_8859_1);
        bytes.reset();
        return of(text);
    }

    private static FileHead of(String text) {
        int begin = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        while (begin < text.length() && Character.isWhitespace(text.charAt(begin))) {
            begin++;
        }
        String content = text.substring(begin);
        if (content.startsWith("PAR1")) {
            return refused("Parquet: export it as CSV or JSON Lines instead");
        }
        if (content.startsWith("PK\u0003\u0004")) {
            return refused("a ZIP archive: unpack it first; a backup is brought back by 'callvault restore'");
        }
        if (content.startsWith("{")) {
            return new FileHead(Kind.JSON, begin, "", false, "");
        }
        if (content.startsWith("[{")) {
            return refused("a JSON list; answers are objects, one in the file or one a line");
        }
        if (content.startsWith("<")) {
            return xml(content);
        }
        return new FileHead(isCsv(content) ? Kind.CSV : Kind.TEXT, begin, "", content.isEmpty(), "");
    }

    private static FileHead xml(String content) {
        Matcher root = ROOT.matcher(content);
        @Nullable String name = root.find() ? root.group(1).toLowerCase(Locale.ROOT) : null;
        return name != null && SERVICES.containsKey(name)
                ? new FileHead(Kind.XML, 0, name, false, "")
                : refused("XML or HTML, but no answer of the provider");
    }

    private static FileHead refused(String why) {
        return new FileHead(Kind.REFUSED, 0, "", false, why);
    }

    private static boolean isCsv(String content) {
        int end = content.indexOf('\n');
        List<String> columns = Arrays.stream((end < 0 ? content : content.substring(0, end)).split(","))
                .map(it -> it.strip().replace("\"", ""))
                .toList();
        return ExportedRow.Kind.of(columns) != null;
    }

    Service service() {
        return SERVICES.getOrDefault(root, Service.LOG);
    }
}
