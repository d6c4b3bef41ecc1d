package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Rows;
import dev.callvault.cli.output.Version;
import dev.callvault.cli.session.Session;
import dev.callvault.report.backup.BackupFile;
import dev.callvault.report.backup.BackupWriter;
import dev.callvault.store.forget.Erasure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "erasures",
        description = "List the erasures: who erased how much, when and why. The erased numbers are not remembered.",
        footer = {
            "",
            "Examples:",
            "  callvault erasures --csv > erasures.csv",
            "  callvault erasures --journal erasures.zip    for 'callvault restore', keep it apart from the backups"
        })
final class ErasuresCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Write what was erased into this file, by keys and hashes alone, and replace an older one."
                    + " Restoring a backup with it leaves out what was erased since the backup.")
    private @Nullable Path journal;

    @Override
    public Integer call() {
        try (Callvault callvault = session.open()) {
            if (journal != null) {
                Path file = journal;
                BackupFile.write(
                        file,
                        true,
                        out -> callvault
                                .backups()
                                .writeErasures(new BackupWriter(out, file.toString(), new Version().getVersion()[0])));
            }
            Rows rows = rows(callvault.erasures());
            if (csv) {
                output.csv(rows);
            } else {
                output.print(rows.isEmpty() ? "Nothing was erased so far." : rows.text(), rows.json("erasures"));
            }
            return ExitCode.DONE;
        }
    }

    private static Rows rows(List<Erasure> erasures) {
        Rows rows = new Rows(
                "erasure", "erased_at", "erased_by", "calls", "bodies", "sessions", "errors", "held", "reason");
        erasures.forEach(it -> rows.add(
                it.id(),
                it.decision().at(),
                it.decision().by(),
                it.erased().calls(),
                it.erased().bodies(),
                it.erased().sessions(),
                it.erased().errors(),
                it.erased().held(),
                it.decision().reason()));
        return rows;
    }
}
