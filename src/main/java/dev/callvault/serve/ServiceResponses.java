package dev.callvault.serve;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.store.served.ServedLog;
import dev.callvault.store.served.ServedLogs;
import dev.callvault.store.served.ServedLogs.Selection;
import dev.callvault.wire.ListParameters;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers the provider's services from the archive. Rows are read before the first byte is sent, then streamed. */
final class ServiceResponses {
    private static final Pattern LOG_ID = Pattern.compile("[0-9]{1,18}");

    private final ServedLogs logs;

    ServiceResponses(ServedLogs logs) {
        this.logs = logs;
    }

    /** A response that has been read and only has to be sent. */
    @FunctionalInterface
    interface Answer {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The response; empty when there is nothing at that path. */
    Optional<Answer> of(AccountId account, ServicePath path, @Nullable String query, WireWriter writer) {
        List<String> arguments = path.arguments();
        if (path.isLog()) {
            return arguments.size() == 1 ? log(account, arguments.getFirst(), writer) : Optional.empty();
        }
        return arguments.size() == 2
                ? Optional.of(list(account, path.service(), selection(arguments, query), writer))
                : Optional.empty();
    }

    private static Selection selection(List<String> arguments, @Nullable String query) {
        ListParameters parameters = ListParameters.of(arguments.get(0), arguments.get(1), query);
        return new Selection(
                parameters.window(),
                parameters.number().filter(it -> !it.isEmpty()),
                parameters.offset(),
                parameters.limit());
    }

    private Answer list(AccountId account, String service, Selection selection, WireWriter writer) {
        if (service.equals("logs")) {
            Page<CallSummary> calls = logs.calls(account, selection);
            return out -> writer.calls(out, calls.total(), calls.rows().iterator());
        }
        LogStream stream = service.equals("sessions") ? LogStream.SESSIONS : LogStream.ERRORS;
        Page<String> lines = logs.lines(account, stream, selection);
        return stream == LogStream.SESSIONS
                ? out -> writer.sessions(out, lines.total(), lines.rows().iterator())
                : out -> writer.errors(out, lines.total(), lines.rows().iterator());
    }

    private Optional<Answer> log(AccountId account, String id, WireWriter writer) {
        if (!LOG_ID.matcher(id).matches()) {
            return Optional.empty();
        }
        return logs.log(account, new LogId(Long.parseLong(id))).map(it -> out -> writer.log(out, answer(it)));
    }

    private static LogAnswer answer(ServedLog log) {
        return new LogAnswer(
                log.dest(),
                log.src(),
                log.direction(),
                log.startedAt().getEpochSecond(),
                log.body().location(),
                log.body().content());
    }
}
