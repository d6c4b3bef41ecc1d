package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.export.AllViews;
import dev.callvault.cli.export.Form;
import dev.callvault.cli.export.Format;
import dev.callvault.cli.export.WholeFile;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.output.TimeRange;
import dev.callvault.cli.output.Version;
import dev.callvault.cli.progress.CountedExports;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.report.BodyFiles;
import dev.callvault.report.HumanFormat;
import dev.callvault.report.Spool;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.UnfitExport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description =
                "Write a reporting view, all of them, or the logs as CSV, JSON Lines, Parquet or files; any number of"
                        + " rows.",
        footer = {
            "",
            "Timestamps are in UTC, to the second; binary data is Base64-encoded. Parquet keeps the types.",
            "Examples:",
            "  callvault export calls --from 2026-11-01 --to 2026-12-01 > november.csv",
            "  callvault export calls_by_day --format jsonl",
            "  callvault export calls --spreadsheet --output calls.csv",
            "  callvault export --all nightly/ --format parquet",
            "  callvault export bodies --from 2026-11-01 --format files --output bodies/"
        })
final class ExportCommand implements Callable<Integer> {
    private static final String BODIES = "bodies";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private TimeRange range;

    @Parameters(
            arity = "0..1",
            paramLabel = "VIEW",
            description = "A view of the schema reporting, such as calls, errors or bodies (the logs).")
    private @Nullable String view;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account.")
    private @Nullable String account;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only rows changed at this time or later, of a view with a column changed_at; written like --from.")
    private @Nullable String since;

    @Option(
            names = "--all",
            paramLabel = "DIR",
            description = "Write every view as it is at one moment into this directory, with a manifest.json;"
                    + " filters apply to the views that have the columns.")
    private @Nullable Path all;

    @Option(
            names = "--without",
            paramLabel = "VIEW",
            description = "With --all: leave out this view, such as bodies, which holds the logs; may be repeated.")
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--spreadsheet",
            description =
                    "CSV for Excel and LibreOffice: times as dates in the reporting zone, text never as a formula or"
                            + " number.")
    private boolean isForSpreadsheets;

    @Option(
            names = "--format",
            description =
                    "${COMPLETION-CANDIDATES}; FILES writes the view bodies, one file per log, into the directory --output"
                            + " (default: ${DEFAULT-VALUE}).")
    private Format format = Format.CSV;

    @Option(
            names = "--output",
            paramLabel = "PATH",
            description = "The file, or the directory for FILES; standard output if omitted."
                    + " The file appears only once it is complete.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replace the file --output if it exists.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        checkUse();
        Settings settings = session.settingsOfDatabase();
        TimeRange.Bounds bounds = range.in(settings.reportingZone());
        Optional<Instant> changedSince = range.instant("--since", since, settings.reportingZone());
        Exports.Query query = new Exports.Query(
                Objects.requireNonNullElse(view, ""),
                bounds.from(),
                bounds.to(),
                Optional.ofNullable(account),
                changedSince);
        try (Callvault callvault = session.open(settings)) {
            query.account().ifPresent(callvault::requireAccount);
            Form form = new Form(format, isForSpreadsheets, settings.reportingZone());
            if (all != null) {
                say(all(all, callvault.exports(), query, form));
            } else {
                say(one(callvault.exports(), query, form));
            }
            return ExitCode.DONE;
        } catch (Spool.ReaderLeft enough) {
            return ExitCode.DONE;
        } catch (UnfitExport unfit) {
            throw usage(String.valueOf(unfit.getMessage()));
        }
    }

    private void say(String done) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(done);
        err.flush();
    }

    private String one(Exports exports, Exports.Query query, Form form) throws IOException {
        requireView(exports.names(), query.view());
        long rows = write(form, counted(exports), query);
        return "exported " + HumanFormat.count(rows, "row") + " of " + query.view();
    }

    private String all(Path directory, Exports exports, Exports.Query filters, Form form) throws IOException {
        List<String> names = exports.names();
        without.forEach(it -> requireView(names, it));
        List<String> views = names.stream().filter(it -> !without.contains(it)).toList();
        long rows = new AllViews(directory, form, new Version().getVersion()[0])
                .write(new CountedExports(exports, session.progress()), views, filters);
        return "exported " + HumanFormat.count(rows, "row") + " of " + HumanFormat.count(views.size(), "view")
                + " into " + directory;
    }

    private void requireView(List<String> names, String name) {
        if (!names.contains(name)) {
            throw usage("there is no view '" + name + "'; available: " + String.join(", ", names));
        }
    }

    /** On a terminal, the rows themselves show how far it is. */
    private Exports counted(Exports exports) {
        boolean isShown = output == null && Terminal.ifAny() != null;
        return isShown ? exports : new CountedExports(exports, session.progress());
    }

    /** Before the archive is read, which may take long. */
    private void checkUse() throws IOException {
        if (isForSpreadsheets && format != Format.CSV) {
            throw usage("--spreadsheet is a kind of CSV: leave out --format " + format);
        }
        if (all == null) {
            checkOne();
        } else {
            checkAll(all);
        }
    }

    private void checkOne() {
        @Nullable String name = view;
        if (name == null) {
            throw usage("name a VIEW, or add --all DIR to export every view");
        }
        if (!without.isEmpty()) {
            throw usage("--without works only with --all");
        }
        if (format == Format.FILES && (output == null || !name.equals(BODIES))) {
            throw usage("--format files works only for the view bodies and needs a directory: --output DIR");
        }
        if (format == Format.PARQUET && output == null && Terminal.ifAny() != null) {
            throw usage("Parquet is not for a terminal: add --output FILE, or redirect standard output");
        }
        if (output != null) {
            checkOutput(output);
        }
    }

    private void checkAll(Path directory) throws IOException {
        if (view != null) {
            throw usage("--all writes every view: leave out " + view + ", or --all");
        }
        if (output != null || force) {
            throw usage("--all names its directory itself: leave out --output and --force");
        }
        if (format == Format.FILES) {
            throw usage("--all writes CSV, JSONL or PARQUET; for files, export bodies with --format files");
        }
        if (AllViews.isTaken(directory)) {
            throw usage(directory + " is not an empty directory; name a new one");
        }
    }

    private void checkOutput(Path target) {
        if (format == Format.FILES) {
            if (Files.exists(target) && !Files.isDirectory(target)) {
                throw usage(target + " is a file; name a directory for --format files");
            }
            return;
        }
        if (Files.isDirectory(target)) {
            throw usage(target + " is a directory; name a file, or export bodies with --format files");
        }
        if (!Files.isDirectory(Objects.requireNonNull(target.toAbsolutePath().getParent()))) {
            throw usage("cannot write " + target + ": its folder does not exist");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw usage(target + " is not a regular file; leave out --output, and redirect standard output to it");
        }
        if (!force && Files.exists(target)) {
            throw usage(target + " already exists; add --force to replace it");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private long write(Form form, Exports exports, Exports.Query query) throws IOException {
        Path target = output;
        if (target == null) {
            return form.write(
                    query.view(),
                    new Spool(new FileOutputStream(FileDescriptor.out)),
                    sink -> exports.export(query, sink));
        }
        return format == Format.FILES
                ? exports.export(query, new BodyFiles(target, form.zone()))
                : new WholeFile(target, force)
                        .write(out -> form.write(query.view(), out, sink -> exports.export(query, sink)));
    }
}
