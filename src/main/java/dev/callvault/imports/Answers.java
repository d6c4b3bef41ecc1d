package dev.callvault.imports;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.content.Content;
import dev.callvault.imports.Findings.FoundLog;
import dev.callvault.refine.LineNumbers;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.CallFields;
import dev.callvault.wire.answer.FailureAnswer;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import dev.callvault.wire.answer.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads saved answers of the provider's services, as the archiver reads fresh ones. */
final class Answers {
    /** A list of 10,000 rows has two mebibytes. */
    private static final long MOST_IN_LIST = 32L << 20;

    private static final long MOST_BLANK = 64;

    private final WireFormat format;
    private final Optional<LogId> logId;
    private final Findings found;

    /** @param logId the log id that the file is named by; an answer does not say it */
    Answers(WireFormat format, Optional<LogId> logId, Findings found) {
        this.format = format;
        this.logId = logId;
        this.found = found;
    }

    /** The four services. */
    enum Service {
        CALLS,
        SESSIONS,
        ERRORS,
        LOG
    }

    void read(long line, Service service, Content answer) {
        switch (service) {
            case CALLS -> list(line, answer, reader -> reader.calls(answer.bytes()), found::calls);
            case SESSIONS ->
                list(
                        line,
                        answer,
                        reader -> reader.sessions(answer.bytes()),
                        it -> found.sessions(it, new LineNumbers()));
            case ERRORS ->
                list(line, answer, reader -> reader.errors(answer.bytes()), it -> found.errors(it, new LineNumbers()));
            case LOG -> log(line, answer);
        }
    }

    private <T> void list(long line, Content answer, Function<WireReader, Page<T>> reading, Consumer<List<T>> rows) {
        if (answer.length() > MOST_IN_LIST) {
            found.unreadable(line, "larger than any answer with a list", false);
            return;
        }
        trying(line, false, () -> {
            Page<T> page = reading.apply(format.reader());
            page.unread().forEach(it -> found.unreadable(line, "a row: " + it.reason(), false));
            if (!page.rows().isEmpty()) {
                rows.accept(page.rows());
            }
        });
    }

    private void log(long line, Content answer) {
        found.anyLog();
        if (!found.wantsLogs()) {
            return;
        }
        if (logId.isEmpty()) {
            found.unreadable(
                    line,
                    "an answer of calls/log, which does not say its log id: name its file by that, as in 12345.json",
                    true);
            return;
        }
        trying(line, true, () -> log(line, logId.get(), format.reader().log(answer)));
    }

    /** An empty log counts only where the archiver believes it: an empty element may also mean that there is none. */
    private void log(long line, LogId id, LogAnswer log) {
        @Nullable Content content = log.log();
        if (content == null || (format == WireFormat.XML && isBlank(content))) {
            found.unreadable(line, "log " + id + ": the answer holds no log", true);
            return;
        }
        @Nullable CallSummary call = call(id, log);
        found.log(new FoundLog(
                id,
                Optional.ofNullable(call).map(CallSummary::startedAt),
                Optional.ofNullable(call),
                new CallBody(content, log.location())));
    }

    private static @Nullable CallSummary call(LogId id, LogAnswer log) {
        CallFields fields = new CallFields();
        fields.put("log_id", id.toString());
        fields.put("type", log.type());
        fields.put("dest", log.dest());
        fields.put("src", log.src());
        fields.put("start", String.valueOf(log.timestamp()));
        return fields.call().value();
    }

    private static boolean isBlank(Content content) {
        return content.length() <= MOST_BLANK && new String(content.bytes(), StandardCharsets.ISO_8859_1).isBlank();
    }

    private void trying(long line, boolean isOfLog, Runnable reading) {
        try {
            reading.run();
        } catch (FailureAnswer failure) {
            found.unreadable(line, "a failure of the provider: " + failure.getMessage(), isOfLog);
        } catch (UnreadableAnswer unreadable) {
            found.unreadable(line, String.valueOf(unreadable.getMessage()), isOfLog);
        }
    }
}
