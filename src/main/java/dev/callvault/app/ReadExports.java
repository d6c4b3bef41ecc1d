package dev.callvault.app;

import dev.callvault.store.reports.Exports;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exports that keep which logs they wrote, a thousand at a time; whatever ends an export, those that were written are kept. */
record ReadExports(Exports exports, ReadsByUser reads) implements Exports {
    private static final String LOGS = "bodies";
    private static final int AT_ONCE = 1000;

    @Override
    public List<String> names() {
        return exports.names();
    }

    @Override
    public long export(Query query, Sink sink) {
        if (!query.view().equals(LOGS)) {
            return exports.export(query, sink);
        }
        try (Reader reader = new Reader(sink, reads)) {
            return exports.export(query, reader);
        }
    }

    private static final class Reader implements Sink, AutoCloseable {
        private final Sink sink;
        private final ReadsByUser reads;
        private final List<ReadsByUser.Log> read = new ArrayList<>();
        private int account;
        private int logId;

        Reader(Sink sink, ReadsByUser reads) {
            this.sink = sink;
            this.reads = reads;
        }

        @Override
        public void columns(List<String> names) {
            account = names.indexOf("account");
            logId = names.indexOf("log_id");
            sink.columns(names);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            read.add(new ReadsByUser.Log(
                    Objects.requireNonNull(values.get(account)).toString(),
                    ((Number) Objects.requireNonNull(values.get(logId))).longValue()));
            sink.row(values);
            if (read.size() >= AT_ONCE) {
                close();
            }
        }

        @Override
        public void close() {
            reads.keep(read);
            read.clear();
        }
    }
}
