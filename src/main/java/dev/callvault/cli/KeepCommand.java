package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.app.nodes.KeepReport;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Table;
import dev.callvault.cli.output.Terminal;
import dev.callvault.cli.report.FutureMarks;
import dev.callvault.cli.report.NodesReport;
import dev.callvault.cli.session.Session;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.DeletedRecords;
import dev.callvault.store.forget.KeepStore.Older;
import dev.callvault.store.forget.RecordKind;
import java.io.Console;
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
        name = "keep",
        description = "Show how long records are kept and what a shorter period would delete; --apply confirms it.",
        footer = {
            "",
            "A shortened period deletes nothing until it is confirmed here or every node has had it for a day.",
            "Without a confirmation, a day deletes at most seven days of records, the oldest first.",
            "While the settings of live nodes differ, nothing is deleted by age and nothing can be confirmed.",
            "Example: callvault keep",
            "         callvault keep --apply --yes"
        })
final class KeepCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--apply", description = "Put the configured periods into force, and delete what is older.")
    private boolean apply;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation; required where there is no terminal.")
    private boolean yes;

    @Override
    public Integer call() {
        if (yes && !apply) {
            throw new ParameterException(spec.commandLine(), "--yes confirms --apply; give both.");
        }
        @Nullable Console console = apply && !yes ? Terminal.of(spec, "--yes to apply it") : null;
        try (Callvault callvault = session.open()) {
            KeepReport report = callvault.keep();
            if (!apply) {
                Map<RecordKind, Instant> future = callvault.keptSinceInFuture();
                output.print(text(report) + FutureMarks.text(future), json(report, null, future));
                return ExitCode.DONE;
            }
            if (console != null && !isConfirmed(console, report)) {
                return ExitCode.FAILED;
            }
            DeletedRecords deleted = callvault.applyKeep();
            KeepReport after = callvault.keep();
            output.print(text(after) + text(deleted), json(after, deleted, callvault.keptSinceInFuture()));
            return ExitCode.DONE;
        }
    }

    private static boolean isConfirmed(Console console, KeepReport report) {
        console.printf("%s%nDelete this permanently? Type yes to confirm: ", text(report));
        if ("yes".equals(console.readLine())) {
            return true;
        }
        console.printf("Nothing was changed.%n");
        return false;
    }

    private static String text(KeepReport report) {
        Table table = new Table("record", "configured", "in force", "waiting since", "older", "oldest", "newest");
        report.records()
                .forEach(it -> table.row(
                        it.kind().label(),
                        it.configured().text(),
                        it.inForce().text(),
                        HumanFormat.instant(it.waitingSince()),
                        it.older()
                                .map(older -> HumanFormat.count(older.count()))
                                .orElse("-"),
                        HumanFormat.instant(it.older().flatMap(Older::oldest)),
                        HumanFormat.instant(it.older().flatMap(Older::newest))));
        StringBuilder text = new StringBuilder(table.toString());
        report.differences().forEach(it -> text.append(it).append('\n'));
        if (report.isWaiting()) {
            text.append("Records older than a shortened period stay until 'callvault keep --apply' confirms it")
                    .append(report.records().stream()
                            .flatMap(it -> it.appliesAt().stream())
                            .min(Instant::compareTo)
                            .map(it -> ", or until " + HumanFormat.instant(Optional.of(it)))
                            .orElse(", or every node has had it for a day"))
                    .append(".\n");
        }
        return text.toString();
    }

    private static String text(DeletedRecords deleted) {
        return "Deleted " + HumanFormat.count(deleted.calls(), "call") + ", "
                + HumanFormat.count(deleted.bodies(), "log") + " and "
                + HumanFormat.count(deleted.months(), "whole month") + " of logs, "
                + HumanFormat.count(deleted.sessions(), "session line") + ", "
                + HumanFormat.count(deleted.errors(), "error line")
                + (deleted.held() > 0 ? "; kept by legal holds: " + HumanFormat.count(deleted.held(), "record") : "")
                + ".";
    }

    private static Map<String, ?> json(
            KeepReport report, @Nullable DeletedRecords deleted, Map<RecordKind, Instant> future) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("records", report.records().stream().map(KeepCommand::json).toList());
        json.put("settings_differ", NodesReport.json(report.differences()));
        json.put("waiting", report.isWaiting());
        json.put("kept_since_in_future", FutureMarks.json(future));
        json.put("deleted", deleted == null ? null : json(deleted));
        return json;
    }

    private static Map<String, ?> json(KeepReport.OfKind record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("record", record.kind().label());
        json.put("configured", record.configured().text());
        json.put("in_force", record.inForce().text());
        json.put("waiting_since", time(record.waitingSince()));
        json.put("applies_at", time(record.appliesAt()));
        json.put("older", record.older().map(Older::count).orElse(null));
        json.put("oldest", time(record.older().flatMap(Older::oldest)));
        json.put("newest", time(record.older().flatMap(Older::newest)));
        return json;
    }

    private static Map<String, ?> json(DeletedRecords deleted) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("calls", deleted.calls());
        json.put("bodies", deleted.bodies());
        json.put("months_of_bodies", deleted.months());
        json.put("sessions", deleted.sessions());
        json.put("errors", deleted.errors());
        json.put("held", deleted.held());
        return json;
    }

    private static @Nullable String time(Optional<Instant> instant) {
        return instant.isPresent() ? HumanFormat.instant(instant) : null;
    }
}
