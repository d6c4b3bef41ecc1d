package dev.callvault.cli.backup;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.output.Version;
import dev.callvault.cli.session.Session;
import dev.callvault.report.HumanFormat;
import dev.callvault.report.backup.BackupDirectory;
import dev.callvault.report.backup.BackupFile;
import dev.callvault.report.backup.BackupWriter;
import dev.callvault.store.backup.BackupTotals;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code callvault backup}. */
@Command(
        name = "backup",
        description = "Write the whole archive into one file, while daemons run; or check such a file.",
        footer = {
            "",
            "The file is a ZIP of tables in PostgreSQL's COPY format, and appears only once it is complete.",
            "Examples:",
            "  callvault backup                         a file named after the time, in this folder",
            "  callvault backup - | gpg -e -r ops > archive.zip.gpg",
            "  callvault backup --check archive.zip     needs no database",
            "  callvault restore archive.zip            makes the archive anew"
        })
public final class BackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file; - for standard output. By default callvault-TIME.zip in this folder.")
    private @Nullable String file;

    @Option(
            names = "--check",
            description = "Read FILE instead and prove that every byte is as it was written; - for standard input.")
    private boolean check;

    @Option(names = "--force", description = "Replace FILE if it exists.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (check) {
            return check();
        }
        if (force && file == null) {
            throw usage("--force replaces a FILE: name it");
        }
        return "-".equals(file) ? toStandardOutput() : toFile(path(file));
    }

    private int check() throws IOException {
        if (file == null || force) {
            throw usage(force ? "--check replaces nothing: leave out --force" : "name the FILE to check");
        }
        String name = file;
        new BackupInput(name).open(backup -> {
            long rows = BackupInput.rows(backup);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", name);
            json.put("program", backup.program());
            json.put("schema", backup.contents().schema());
            json.put("postgres", backup.contents().postgres());
            json.put("snapshot", backup.contents().snapshot().toString());
            json.put("rows", rows);
            output.print(
                    "The backup is whole and undamaged: " + HumanFormat.count(rows, "row") + " of "
                            + backup.contents().snapshot() + ", written by " + backup.program() + ".",
                    json);
            return rows;
        });
        return ExitCode.DONE;
    }

    private Path path(@Nullable String named) {
        Path path = Path.of(named == null ? BackupDirectory.name(session.clock().instant()) : named);
        if (Files.isDirectory(path)) {
            throw usage(path + " is a directory; name a file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw usage(path + " is not a regular file; name - for standard output, and redirect it");
        }
        if (!force && Files.exists(path)) {
            throw usage(path + " already exists; add --force to replace it");
        }
        return path;
    }

    private int toFile(Path path) throws IOException {
        try (Callvault callvault = session.open()) {
            Written[] written = new Written[1];
            BackupFile.write(path, force, out -> written[0] = write(callvault, out, path.toString()));
            output.print(
                    written[0].text() + " into " + path + " (" + HumanFormat.bytes(Files.size(path)) + ").",
                    written[0].json(path.toString(), session.clock().instant()));
            return ExitCode.DONE;
        }
    }

    private int toStandardOutput() throws IOException {
        if (Terminal.ifAny() != null) {
            throw usage("a backup is not for a terminal: name a FILE, or redirect standard output");
        }
        try (Callvault callvault = session.open();
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            Written written = write(callvault, out, "to standard output");
            spec.commandLine().getErr().println(written.text() + ".");
            spec.commandLine().getErr().flush();
            return ExitCode.DONE;
        }
    }

    private static Written write(Callvault callvault, OutputStream out, String name) {
        BackupWriter writer = new BackupWriter(out, name, new Version().getVersion()[0]);
        BackupTotals totals = callvault.backups().write(writer);
        return new Written(writer.rows(), totals);
    }

    private record Written(long rows, BackupTotals totals) {
        String text() {
            StringBuilder text = new StringBuilder("Wrote " + HumanFormat.count(rows, "row") + ", among them "
                    + HumanFormat.count(totals.logs(), "log"));
            if (totals.logsLeftOut() > 0) {
                text.append("; without ")
                        .append(HumanFormat.count(totals.logsLeftOut(), "log"))
                        .append(" deleted meanwhile");
            }
            return text.toString();
        }

        Map<String, Object> json(String file, Instant finished) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", file);
            json.put("finished", finished.toString());
            json.put("rows", rows);
            json.put("logs", totals.logs());
            json.put("logs_left_out", totals.logsLeftOut());
            json.put("logs_replaced", totals.logsReplaced());
            return json;
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
