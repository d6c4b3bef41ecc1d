package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.app.Standing;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.report.FutureMarks;
import dev.callvault.cli.report.LastBackup;
import dev.callvault.cli.report.MovedArchive;
import dev.callvault.cli.report.StatusReport;
import dev.callvault.cli.report.UnreadNumbers;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.store.backup.MoveMark;
import dev.callvault.store.forget.RecordKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description =
                "Show how far each stream is complete, headroom, backlog and gaps. Asks the database, not the provider.",
        footer = {
            "",
            "Accounts in trouble come first. With more than five accounts, healthy ones are summarised.",
            "The first line is the worst verdict. Exit code 4 when a login is refused, 1 when an account is stale,",
            "3 when anything is lost, unproven or behind.",
            "Example: callvault status --json"
        })
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--all", description = "Show every account in full, healthy ones too.")
    private boolean all;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account.")
    private @Nullable String account;

    @Override
    public Integer call() {
        Settings settings = session.settingsOfDatabase();
        try (Callvault callvault = session.open(settings)) {
            Standing standing = chosen(callvault.standing());
            Map<RecordKind, Instant> future = callvault.keptSinceInFuture();
            long unread = callvault.unreadNumbers();
            Optional<MoveMark> moved = callvault.move().mark();
            LastBackup backup = LastBackup.in(settings.backup().directory(), standing.now());
            Map<String, @Nullable Object> json = new LinkedHashMap<>(StatusReport.json(standing, future, unread));
            json.put("last_backup", backup.json());
            json.put("moved", MovedArchive.json(moved));
            output.print(
                    (all || account != null ? StatusReport.wholeText(standing) : StatusReport.text(standing))
                            + MovedArchive.text(moved)
                            + FutureMarks.text(future)
                            + UnreadNumbers.text(unread)
                            + backup.text(standing.now()),
                    json);
            return ExitCode.of(standing.verdict().kind());
        }
    }

    private Standing chosen(Standing standing) {
        @Nullable String name = account;
        if (name == null) {
            return standing;
        }
        Standing only = standing.only(name);
        if (only.accounts().isEmpty() && only.missing().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "The archive has no account named '" + name + "'.");
        }
        return only;
    }
}
