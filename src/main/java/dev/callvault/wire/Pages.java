package dev.callvault.wire;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From answers as they stand to pages of rows; rows that cannot be read are counted. */
final class Pages {
    /** The last second of year 9999: what lies beyond is no time of a call. */
    private static final long LATEST = 253_402_300_799L;

    private Pages() {}

    static Page<CallSummary> calls(RawAnswer answer) {
        return page(answer, Pages::call);
    }

    static Page<RawLine> lines(RawAnswer answer) {
        return page(
                answer,
                row -> Optional.ofNullable(row.get(RawAnswer.LINE))
                        .filter(line -> !line.isBlank())
                        .map(RawLine::received));
    }

    private static <T> Page<T> page(RawAnswer answer, Function<Map<String, String>, Optional<T>> read) {
        Envelope.check(answer.status(), answer.error());
        long total = total(answer);
        List<T> rows = new ArrayList<>(answer.rows().size());
        answer.rows().forEach(row -> read.apply(row).ifPresent(rows::add));
        return new Page<>(total, rows, answer.rows().size() - rows.size());
    }

    /** Without a total nothing is proven, and a total is never guessed. */
    private static long total(RawAnswer answer) {
        return number(answer.total())
                .orElseThrow(
                        () -> new UnreadableAnswer("the answer states no total, but '" + answer.total() + "'", null));
    }

    private static Optional<CallSummary> call(Map<String, String> row) {
        OptionalLong logId = number(row.get("log_id"));
        Optional<Instant> start = time(row.get("start"));
        if (logId.isEmpty() || start.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CallSummary(
                new LogId(logId.getAsLong()),
                new SessionId(text(row, "session_id")),
                text(row, "type"),
                text(row, "dest"),
                text(row, "src"),
                start.get(),
                time(row.get("end")).filter(it -> it.getEpochSecond() > 0).orElse(null)));
    }

    /** U+0000 is shown as U+2400 (SYMBOL FOR NULL): PostgreSQL's text cannot hold it. */
    private static String text(Map<String, String> row, String field) {
        return row.getOrDefault(field, "").replace('\0', '\u2400');
    }

    static OptionalLong number(@Nullable String text) {
        String digits = text == null ? "" : text.strip();
        if (digits.isEmpty() || digits.length() > 19 || !digits.chars().allMatch(it -> it >= '0' && it <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private static Optional<Instant> time(@Nullable String text) {
        OptionalLong seconds = number(text);
        return seconds.isPresent() && seconds.getAsLong() <= LATEST
                ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
                : Optional.empty();
    }
}
