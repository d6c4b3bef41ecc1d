package dev.callvault.cli.progress;

import dev.callvault.progress.Progress;
import dev.callvault.store.reports.Exports;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the rows as they are exported; how many there will be, nobody knows before. */
public record CountedExports(Exports exports, Progress progress) implements Exports {
    @Override
    public List<String> names() {
        return exports.names();
    }

    @Override
    public long export(Query query, Sink sink) {
        try (Progress.Part part = progress.begin("exporting " + query.view(), "row")) {
            return exports.export(query, new Counted(sink, part));
        }
    }

    private record Counted(Sink sink, Progress.Part part) implements Sink {
        @Override
        public void columns(List<String> names) {
            sink.columns(names);
        }

        @Override
        public void row(List<@Nullable Object> values) {
            sink.row(values);
            part.did(1);
        }
    }
}
