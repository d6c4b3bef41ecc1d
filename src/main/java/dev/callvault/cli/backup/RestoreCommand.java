package dev.callvault.cli.backup;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.report.HumanFormat;
import dev.callvault.report.backup.BackupReader;
import dev.callvault.store.backup.Restored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callvault restore}. */
@Command(
        name = "restore",
        description = "Make the archive from a backup, in an empty database or data directory.",
        footer = {
            "",
            "All or nothing: after an interruption, run it again. What was listed after the backup is listed again in the",
            "next run, as long as the provider keeps it; what it no longer has becomes gaps.",
            "Examples:",
            "  callvault restore archive.zip",
            "  callvault restore archive.zip --erasures erasures.zip    leaves out what was erased since",
            "  gpg -d archive.zip.gpg | callvault restore -"
        })
public final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "The backup; - for standard input.")
    private String file = "";

    @Option(
            names = "--erasures",
            paramLabel = "FILE",
            description = "What was erased since the backup, as 'callvault erasures --journal FILE' writes it.")
    private @Nullable String erasures;

    @Override
    public Integer call() throws IOException {
        Settings settings = session.settingsOfDatabase();
        BackupInput input = new BackupInput(file);
        if (!input.isStandard()) {
            // before anything is written: where a damaged row stops the database, it could not say what is damaged
            session.progress().during("checking the backup", () -> checked(input));
        }
        return input.open(backup -> erasures == null
                ? restore(settings, backup, Optional.empty())
                : withErasures(settings, backup, erasures));
    }

    private static long checked(BackupInput input) {
        try {
            return input.open(BackupInput::rows);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int withErasures(Settings settings, BackupReader backup, String journal) {
        try {
            BackupInput input = new BackupInput(journal);
            if (!input.isStandard()) {
                checked(input);
            }
            return input.open(it -> restore(settings, backup, Optional.of(it)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int restore(Settings settings, BackupReader backup, Optional<BackupReader> since) {
        try (Callvault callvault = session.unopened(settings)) {
            Restored restored = callvault.backups().restore(backup, since.map(it -> it));
            Instant snapshot = backup.contents().snapshot();
            output.print(text(restored, snapshot), json(restored, snapshot));
            return ExitCode.DONE;
        }
    }

    static String text(Restored restored, Instant snapshot) {
        StringBuilder text = new StringBuilder("Restored " + HumanFormat.count(restored.rows(), "row")
                + (restored.rows() == 1 ? " as it was at " : " as they were at ") + snapshot + ".");
        if (restored.erased() > 0) {
            text.append("\nLeft out ")
                    .append(HumanFormat.count(restored.erased(), "record"))
                    .append(" erased since then.");
        }
        if (restored.wanted() > 0) {
            text.append("\nThe next run requests ")
                    .append(HumanFormat.count(restored.wanted(), "log"))
                    .append(" again.");
        }
        return text + "\nCheck it with 'callvault status', then start the daemon.";
    }

    private static Map<String, Object> json(Restored restored, Instant snapshot) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("snapshot", snapshot.toString());
        json.put("rows", restored.rows());
        json.put("records_left_out", restored.erased());
        json.put("logs_wanted", restored.wanted());
        return json;
    }
}
