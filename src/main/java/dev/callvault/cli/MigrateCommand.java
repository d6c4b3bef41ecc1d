package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.session.Session;
import dev.callvault.report.HumanFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "migrate",
        description = "Bring the database up to date; the other commands do this themselves.",
        footer = {"", "Example: CALLVAULT_DATABASE_URL=jdbc:postgresql://db/callvault callvault migrate"})
final class MigrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        try (Callvault callvault = session.unopened(session.settingsOfDatabase())) {
            int migrations = callvault.migrate();
            callvault
                    .useReportingZone()
                    .ifPresent(it -> spec.commandLine().getErr().println("callvault: " + it));
            callvault.updateReaders();
            output.print(
                    migrations == 0
                            ? "The database is up to date."
                            : "Ran " + HumanFormat.count(migrations, "migration") + ".",
                    json(migrations));
            return ExitCode.DONE;
        }
    }

    private static Map<String, ?> json(int migrations) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("migrations_run", migrations);
        return json;
    }
}
