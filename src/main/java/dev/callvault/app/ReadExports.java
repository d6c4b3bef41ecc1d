package dev.callvault.app;

import dev.callvault.store.reports.Exports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
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
        return kept(query, sink, reads, exports::export);
    }

    @Override
    public <T> T atOnce(Function<Moment, T> work) {
        return exports.atOnce(moment -> work.apply(new ReadMoment(moment, reads)));
    }

    private static long kept(Query query, Sink sink, ReadsByUser reads, ToLongBiFunction<Query, Sink> export) {
        if (!query.view().equals(LOGS)) {
            return export.applyAsLong(query, sink);
        }
        try (Reader reader = new Reader(sink, reads)) {
            return export.applyAsLong(query, reader);
        }
    }

    private record ReadMoment(Moment moment, ReadsByUser reads) implements Moment {
        @Override
        public Instant at() {
            return moment.at();
        }

        @Override
        public String schema() {
            return moment.schema();
        }

        @Override
        public List<Column> columns(String view) {
            return moment.columns(view);
        }

        @Override
        public Query fitting(Query query) {
            return moment.fitting(query);
        }

        @Override
        public long export(Query query, Sink sink) {
            return kept(query, sink, reads, moment::export);
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
            find(names);
            sink.columns(names);
        }

        @Override
        public void typed(List<Column> columns) {
            find(columns.stream().map(Column::name).toList());
            sink.typed(columns);
        }

        private void find(List<String> names) {
            account = names.indexOf("account");
            logId = names.indexOf("log_id");
        }

        @Override
        public void end() {
            sink.end();
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
