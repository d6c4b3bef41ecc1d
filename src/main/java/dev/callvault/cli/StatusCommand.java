package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.store.AccountStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description =
                "How far each stream is complete, headroom, backlog and gaps. Asks the database, not the provider.",
        footer = {"", "Exit code 3 when anything is lost or unproven.", "Example: callvault status --json"})
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        try (Callvault callvault = session.open()) {
            List<AccountStatus> accounts = callvault.status();
            output.print(
                    StatusReport.text(accounts),
                    StatusReport.json(accounts, session.clock().instant()));
            return accounts.stream().anyMatch(AccountStatus::isIncomplete) ? ExitCode.INCOMPLETE : ExitCode.DONE;
        }
    }
}
