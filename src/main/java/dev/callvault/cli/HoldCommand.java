package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Table;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.Hold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "hold",
        description = "Place, release or list legal holds. Held records are neither deleted by age nor erased."
                + " Without options, it lists the holds.",
        footer = {
            "",
            "Example: callvault hold --number 2125551234",
            "         callvault hold --session '400050;000;1510159646' --release"
        })
final class HoldCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @ArgGroup
    private @Nullable What what;

    @Option(names = "--release", description = "Release the hold instead of placing it.")
    private boolean release;

    /** Exactly one of the two. */
    static final class What {
        @Option(names = "--number", required = true, description = "Everything about a telephone number.")
        private @Nullable String number;

        @Option(names = "--session", required = true, description = "Everything about a session, by its id.")
        private @Nullable String sessionId;

        Hold.Kind kind() {
            return number == null ? Hold.Kind.SESSION : Hold.Kind.NUMBER;
        }

        String value() {
            return String.valueOf(number == null ? sessionId : number);
        }
    }

    @Override
    public Integer call() {
        @Nullable What named = what;
        if (named == null && release) {
            throw new ParameterException(spec.commandLine(), "Which hold? Name it with --number or --session.");
        }
        try (Callvault callvault = session.open()) {
            boolean isDone = named == null || change(callvault, named);
            List<Hold> holds = callvault.holds();
            output.print(text(holds), json(holds));
            return isDone ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private boolean change(Callvault callvault, What named) {
        boolean isChanged =
                release ? callvault.release(named.kind(), named.value()) : callvault.hold(named.kind(), named.value());
        if (!isChanged) {
            spec.commandLine()
                    .getErr()
                    .println("callvault: " + (release ? "there is no such hold" : "this hold is already in place"));
        }
        return isChanged || !release;
    }

    private static String text(List<Hold> holds) {
        if (holds.isEmpty()) {
            return "There are no legal holds.";
        }
        Table table = new Table("held", "", "since");
        holds.forEach(it -> table.row(kind(it), it.value(), HumanFormat.instant(Optional.of(it.placedAt()))));
        return table.toString();
    }

    private static Map<String, ?> json(Hold hold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind(hold));
        json.put("value", hold.value());
        json.put("placed_at", hold.placedAt().toString());
        return json;
    }

    private static Map<String, ?> json(List<Hold> holds) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("holds", holds.stream().map(HoldCommand::json).toList());
        return json;
    }

    private static String kind(Hold hold) {
        return hold.kind().name().toLowerCase(Locale.ROOT);
    }
}
