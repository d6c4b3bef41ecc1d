package dev.callvault.cli.progress;

import dev.callvault.progress.Progress;
import dev.callvault.store.reports.Exports;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** Counts the rows as they are exported; how many there will be, nobody knows before. */
public record CountedExports(Exports exports, Progress progress) implements Exports {
    @Override
    public List<String> names() {
        return exports.names();
    }

    @Override
    public long export(Query query, Sink sink) {
        return counted(query, sink, progress, exports::export);
    }

    @Override
    public <T> T atOnce(Function<Moment, T> work) {
        return exports.atOnce(moment -> work.apply(new CountedMoment(moment, progress)));
    }

    private static long counted(Query query, Sink sink, Progress progress, ToLongBiFunction<Query, Sink> export) {
        try (Progress.Part part = progress.begin("exporting " + query.view(), "row")) {
            return export.applyAsLong(query, new Counted(sink, part));
        }
    }

    private record CountedMoment(Moment moment, Progress progress) implements Moment {
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
            return counted(query, sink, progress, moment::export);
        }
    }

    private record Counted(Sink sink, Progress.Part part) implements Sink {
        @Override
        public void columns(List<String> names) {
            sink.columns(names);
        }

        @Override
        public void typed(List<Column> columns) {
            sink.typed(columns);
        }

        @Override
        public void end() {
            sink.end();
        }

        @Override
        public void row(List<@Nullable Object> values) {
            sink.row(values);
            part.did(1);
        }
    }
}
