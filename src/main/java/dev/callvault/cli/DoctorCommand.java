package dev.callvault.cli;

import dev.callvault.app.Check;
import dev.callvault.app.Doctor;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Table;
import dev.callvault.cli.session.Session;
import dev.callvault.config.InvalidSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Check everything that archiving needs, one line per check.",
        footer = {
            "",
            "Makes one request per account. Exit code 1 when a check failed, 4 when a login was refused.",
            "Example: callvault doctor"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<Check> checks = examine();
        Table table = new Table("check", "", "finding");
        checks.forEach(it -> table.row(it.name(), label(it), it.detail()));
        output.print(table.toString(), json(checks));
        return exitCode(checks);
    }

    private List<Check> examine() {
        try {
            return session.shutdown().starting(() -> new Doctor(session.settings(), session.clock()).examine());
        } catch (InvalidSettings mistakes) {
            return mistakes.mistakes().stream()
                    .map(it -> new Check("config", Check.Verdict.FAILED, it))
                    .toList();
        }
    }

    private static String label(Check check) {
        return check.verdict().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, ?> json(Check check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", check.name());
        json.put("verdict", label(check));
        json.put("finding", check.detail());
        return json;
    }

    private static Map<String, ?> json(List<Check> checks) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("incomplete", checks.stream().anyMatch(it -> it.verdict().isBad()));
        json.put("checks", checks.stream().map(DoctorCommand::json).toList());
        return json;
    }

    private static int exitCode(List<Check> checks) {
        List<Check> bad = checks.stream().filter(it -> it.verdict().isBad()).toList();
        return ExitCode.worst(bad.stream().mapToInt(DoctorCommand::exitCode).toArray());
    }

    private static int exitCode(Check bad) {
        if (bad.verdict() == Check.Verdict.REFUSED) {
            return ExitCode.CREDENTIALS_REFUSED;
        }
        return bad.name().equals("config") ? ExitCode.USAGE : ExitCode.FAILED;
    }
}
