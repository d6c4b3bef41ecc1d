package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.output.TimeRange;
import dev.callvault.cli.progress.CountedExports;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.report.BodyFiles;
import dev.callvault.report.HumanFormat;
import dev.callvault.report.RowFormat;
import dev.callvault.report.Spool;
import dev.callvault.report.UnwritableOutput;
import dev.callvault.store.reports.Exports;
import dev.callvault.store.reports.UnfitExport;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        description = "Write a reporting view or the logs as CSV, JSON Lines or files; any number of rows.",
        footer = {
            "",
            "Timestamps are in UTC, to the second; binary data is Base64-encoded.",
            "Examples:",
            "  callvault export calls --from 2026-11-01 --to 2026-12-01 > november.csv",
            "  callvault export calls_by_day --format jsonl",
            "  callvault export bodies --from 2026-11-01 --format files --output bodies/"
        })
final class ExportCommand implements Callable<Integer> {
    /** The form of the export. */
    enum Format {
        CSV,
        JSONL,
        /** One file per log. */
        FILES
    }

    private static final String BODIES = "bodies";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private TimeRange range;

    @Parameters(
            paramLabel = "VIEW",
            description = "A view of the schema reporting, such as calls, errors or bodies (the logs).")
    private String view = "";

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account.")
    private @Nullable String account;

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
        checkFiles();
        Settings settings = session.settingsOfDatabase();
        TimeRange.Bounds bounds = range.in(settings.reportingZone());
        Exports.Query query = new Exports.Query(view, bounds.from(), bounds.to(), Optional.ofNullable(account));
        try (Callvault callvault = session.open(settings)) {
            query.account().ifPresent(callvault::requireAccount);
            Exports exports = callvault.exports();
            List<String> names = exports.names();
            if (!names.contains(view)) {
                throw usage("there is no view '" + view + "'; available: " + String.join(", ", names));
            }
            long rows = write(settings, counted(exports), query);
            PrintWriter err = spec.commandLine().getErr();
            err.println("exported " + HumanFormat.count(rows, "row") + " of " + view);
            err.flush();
            return ExitCode.DONE;
        } catch (Spool.ReaderLeft enough) {
            return ExitCode.DONE;
        } catch (UnfitExport unfit) {
            throw usage(String.valueOf(unfit.getMessage()));
        }
    }

    /** On a terminal, the rows themselves show how far it is. */
    private Exports counted(Exports exports) {
        boolean isShown = output == null && Terminal.ifAny() != null;
        return isShown ? exports : new CountedExports(exports, session.progress());
    }

    private void checkFiles() {
        if (format == Format.FILES && (output == null || !view.equals(BODIES))) {
            throw usage("--format files works only for the view bodies and needs a directory: --output DIR");
        }
        if (output != null) {
            checkOutput(output);
        }
    }

    /** Before the archive is read, which may take long. */
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

    private long write(Settings settings, Exports exports, Exports.Query query) throws IOException {
        Path target = output;
        if (target == null) {
            return stream(exports, query, new Spool(new FileOutputStream(FileDescriptor.out)));
        }
        return format == Format.FILES
                ? exports.export(query, new BodyFiles(target, settings.reportingZone()))
                : file(exports, query, target);
    }

    private long file(Exports exports, Exports.Query query, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            return partly(exports, query, target, part);
        } catch (IOException failure) {
            throw UnwritableOutput.of(target, failure);
        } catch (UncheckedIOException failure) {
            throw UnwritableOutput.of(target, Objects.requireNonNull(failure.getCause()));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private long partly(Exports exports, Exports.Query query, Path target, Path part) throws IOException {
        long rows = stream(exports, query, Files.newOutputStream(part));
        if (force) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(part, target); // another program may have written it meanwhile
        }
        return rows;
    }

    private long stream(Exports exports, Exports.Query query, OutputStream stream) throws IOException {
        RowFormat rows = format == Format.CSV ? RowFormat.CSV : RowFormat.JSONL;
        try (OutputStream out = new BufferedOutputStream(stream, 1 << 16)) {
            return exports.export(query, rows.to(out));
        }
    }
}
