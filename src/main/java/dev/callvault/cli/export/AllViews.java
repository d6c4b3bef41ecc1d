package dev.callvault.cli.export;

import dev.callvault.report.UnwritableOutput;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.UnfitExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes every view as it is at one moment into a directory. Each file appears once it is complete, and the manifest last: a
 * directory without one is not whole. After a failure, what was written is deleted.
 */
public final class AllViews {
    private static final String MANIFEST = "manifest.json";

    private final Path directory;
    private final Form form;
    private final String version;

    /** @param version of this program */
    public AllViews(Path directory, Form form, String version) {
        this.directory = directory;
        this.form = form;
        this.version = version;
    }

    /** Whether there is something in the directory, or something else of its name. */
    public static boolean isTaken(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Files.exists(directory);
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.findAny().isPresent();
        }
    }

    /**
     * Writes these views; those that have no column for a filter are written without it.
     *
     * @param filters of no particular view
     * @return the number of rows
     */
    public long write(Exports exports, List<String> views, Exports.Query filters) throws IOException {
        boolean isNew = !Files.isDirectory(directory);
        List<Path> written = new ArrayList<>();
        boolean isWhole = false;
        try {
            create();
            long rows = exports.atOnce(moment -> allOf(moment, views, filters, written));
            isWhole = true;
            return rows;
        } finally {
            if (!isWhole) {
                delete(written, isNew);
            }
        }
    }

    private void create() {
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw UnwritableOutput.of(directory, failure);
        }
    }

    private long allOf(Exports.Moment moment, List<String> views, Exports.Query filters, List<Path> written) {
        Manifest manifest = Manifest.of(moment, version, form, filters);
        List<Exports.Query> queries =
                views.stream().map(it -> moment.fitting(filters.of(it))).toList();
        if (filters.since().isPresent()
                && queries.stream().allMatch(it -> it.since().isEmpty())) {
            throw new UnfitExport("no view says when its rows were changed: leave out --since");
        }
        try {
            for (Exports.Query query : queries) {
                Path file = directory.resolve(query.view() + form.format().extension());
                HashedOutput[] hashed = new HashedOutput[1];
                long rows = new WholeFile(file, false).write(out -> {
                    hashed[0] = new HashedOutput(out);
                    return form.write(query.view(), hashed[0], sink -> moment.export(query, sink));
                });
                written.add(file);
                manifest.add(query, file, rows, hashed[0], moment.columns(query.view()));
            }
            Path last = directory.resolve(MANIFEST);
            new WholeFile(last, false).write(out -> {
                try (out) {
                    out.write(manifest.json().getBytes(StandardCharsets.UTF_8));
                    return 1;
                }
            });
            written.add(last);
            return manifest.rows();
        } catch (IOException failure) {
            throw UnwritableOutput.of(directory, failure);
        }
    }

    /** The manifest first, since it says that all is there. */
    private void delete(List<Path> written, boolean isNew) throws IOException {
        for (Path file : written.reversed()) {
            Files.deleteIfExists(file);
        }
        if (isNew && Files.isDirectory(directory) && !isTaken(directory)) {
            Files.delete(directory);
        }
    }
}
