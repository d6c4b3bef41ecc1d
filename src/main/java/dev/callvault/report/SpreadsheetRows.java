package dev.callvault.report;

import dev.callvault.content.Content;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.UnfitExport;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV for people who open it in Excel or LibreOffice: they take times as dates, numbers as numbers, and no text for a
 * formula, a number or a date. Text that they would take so begins with an apostrophe, which they show. The caller closes the
 * stream; its failures are thrown as {@link UncheckedIOException}.
 */
public final class SpreadsheetRows implements Exports.Sink {
    /** Of a sheet, with the header. */
    private static final long ROWS = 1_048_576;

    /** Of a cell; what is longer would run over into other cells. */
    private static final int CELL = 32_767;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    /**
     * What may be a formula; what consists of nothing but what numbers, dates and times are written with; and the English words
     * for months beside digits, for halves of the day and for truth.
     */
    private static final Pattern MISTAKEN = Pattern.compile(
            "(?s)\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*|[\\t\\r\\n'].*|\\s*[0-9.,($€£][0-9.,()$€£:/\\\\ eETZ+%-]*"
                    + "|(?i:\\s*+(?=\\D*+\\d)[\\d\\s./,:-]*+" + MONTH + "[\\d\\s./,:-]*+(?:[ap]m?)?\\s*"
                    + "|\\s*+\\d[\\d:.\\s]*+[ap]m?\\s*|\\s*(?:true|false)\\s*)");

    private static final Pattern QUOTED = Pattern.compile("[\",;\\t\\r\\n]|^\\s|\\s$");

    private final Writer out;
    private final String name;
    private final ZoneId zone;
    private final long most;
    private long rows;

    /**
     * Begins with a byte order mark, by which Excel knows the encoding.
     *
     * @param name of the view, for messages
     * @param zone in which instants are told
     */
    public SpreadsheetRows(OutputStream out, String name, ZoneId zone) {
        this(out, name, zone, ROWS);
    }

    SpreadsheetRows(OutputStream out, String name, ZoneId zone, long most) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        this.name = name;
        this.zone = zone;
        this.most = most;
    }

    @Override
    public void columns(List<String> names) {
        try {
            out.write('\uFEFF');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        row(List.copyOf(names));
    }

    @Override
    public void row(List<@Nullable Object> values) {
        rows++;
        if (rows > most) {
            throw new UnfitExport(
                    name + " has more rows than a spreadsheet takes, which is " + HumanFormat.count(most - 1)
                            + " and a header: narrow it with --from and --to, or leave out --spreadsheet");
        }
        try {
            for (int i = 0; i < values.size(); i++) {
                out.write(i > 0 ? "," : "");
                out.write(quoted(cell(values.get(i))));
            }
            out.write("\r\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the encoder still holds. */
    @Override
    public void end() {
        try {
            out.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String quoted(String cell) {
        return QUOTED.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private String cell(@Nullable Object value) throws IOException {
        return switch (value) {
            case null -> "";
            case Instant instant -> TIME.format(LocalDateTime.ofInstant(instant, zone));
            case LocalDateTime local -> TIME.format(local);
            case BigDecimal number -> number.toPlainString();
            case byte[] bytes -> text(Base64.getEncoder().encodeToString(bytes));
            case Content log -> text(beginning(log));
            case String text -> text(text);
            default -> value.toString();
        };
    }

    private static String text(String text) {
        String safe = MISTAKEN.matcher(text).matches() ? "'" + text : text;
        return safe.length() <= CELL ? safe : safe.substring(0, CELL - 1) + "…";
    }

    private static String beginning(Content log) throws IOException {
        char[] beginning = new char[CELL + 1];
        int length = 0;
        try (Reader text = new InputStreamReader(log.open(), StandardCharsets.UTF_8)) {
            for (int read = 0; read >= 0 && length < beginning.length; length += Math.max(0, read)) {
                read = text.read(beginning, length, beginning.length - length);
            }
        }
        return new String(beginning, 0, length);
    }
}
