package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.Rows;
import dev.callvault.cli.session.Session;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.forget.Decision;
import dev.callvault.store.forget.Hold;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "Example: callvault hold --number 2125551234 --reason 'Smith ./. Jones'",
            "         callvault hold --session '400050;000;1510159646' --release --reason 'case closed'",
            "         callvault hold --all --csv > holds.csv"
        })
final class HoldCommand implements Callable<Integer> {
    private static final List<String> PLACED = List.of("kind", "value", "placed_at", "placed_by", "records", "reason");
    private static final List<String> RELEASED = List.of("released_at", "released_by", "release_reason");

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

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why it is placed or released; kept with who did it, when, and how many records it covered.")
    private @Nullable String reason;

    @Option(names = "--all", description = "Also list the holds that were released, by whom, when and why.")
    private boolean all;

    @Option(names = "--csv", description = "Print the holds as CSV.")
    private boolean csv;

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
        if (reason != null && named == null) {
            throw new ParameterException(spec.commandLine(), "--reason belongs to a hold that is placed or released.");
        }
        try (Callvault callvault = session.open()) {
            boolean isDone = named == null || change(callvault, named);
            print(all ? callvault.everyHold() : callvault.holds());
            return isDone ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private boolean change(Callvault callvault, What named) {
        if (release) {
            boolean isReleased = callvault.release(named.kind(), named.value(), reason);
            if (!isReleased) {
                say("there is no such hold");
            }
            return isReleased;
        }
        say(callvault
                .hold(named.kind(), named.value(), reason)
                .map(it -> "the hold covers " + HumanFormat.count(it.records(), "record")
                        + (it.records() > 0 ? "" : "; it is in force all the same, for whatever is archived later"))
                .orElse("this hold is already in place"));
        return true;
    }

    private void say(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("callvault: " + message);
        err.flush();
    }

    private static Stream<@Nullable Object> placed(Hold hold) {
        return Stream.of(
                hold.kind().name().toLowerCase(Locale.ROOT),
                hold.value(),
                hold.placed().at(),
                hold.placed().by(),
                hold.records(),
                hold.placed().reason());
    }

    private static Stream<@Nullable Object> released(@Nullable Decision released) {
        return released == null
                ? Stream.of(null, null, null)
                : Stream.of(released.at(), released.by(), released.reason());
    }

    private void print(List<Hold> holds) {
        Rows rows = new Rows(Stream.concat(PLACED.stream(), all ? RELEASED.stream() : Stream.empty())
                .toArray(String[]::new));
        holds.forEach(it -> rows.add(Stream.concat(placed(it), all ? released(it.released()) : Stream.empty())
                .toArray()));
        if (csv) {
            output.csv(rows);
        } else {
            output.print(rows.isEmpty() ? "There are no legal holds." : rows.text(), rows.json("holds"));
        }
    }
}
