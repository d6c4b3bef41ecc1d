package dev.callvault.cli;

import dev.callvault.app.AccountGaps;
import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.report.GapsReport;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.report.TypedTime;
import dev.callvault.store.status.Loss;
import dev.callvault.store.status.LossId;
import dev.callvault.store.status.LossStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "gaps",
        description = "List what was lost, when and why: time that could not be listed, and logs that expired."
                + " Also list unproven time, rows from the provider that cannot be read, and calls with the log id of"
                + " another call.",
        subcommands = GapsCommand.Acknowledge.class,
        footer = {
            "",
            "Each has an ID: g for a gap, u for unproven time, r for an unreadable row, c for a call with the log id of",
            "another call, and a number. Acknowledged ones no longer count, anywhere.",
            "Exit code 3 when an archived account has any that is not acknowledged.",
            "Example: callvault gaps --json",
            "         callvault gaps acknowledge g12 r3 --reason 'outage of 4 November, see ticket 815'"
        })
final class GapsCommand implements Callable<Integer> {
    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Option(names = "--all", description = "Show acknowledged ones too, with who acknowledged them, when and why.")
    private boolean all;

    @Override
    public Integer call() {
        try (Callvault callvault = session.open()) {
            List<AccountGaps> accounts = callvault.gaps();
            Set<String> archived = callvault.archivedAccounts();
            boolean isIncomplete = accounts.stream()
                    .filter(it -> archived.contains(it.account()))
                    .anyMatch(it -> !it.losses().open().isEmpty());
            output.print(GapsReport.text(accounts, all), GapsReport.json(accounts, all, isIncomplete));
            return isIncomplete ? ExitCode.INCOMPLETE : ExitCode.DONE;
        }
    }

    @Command(
            name = "acknowledge",
            description = "Say that losses are known: they stay on record, and no longer set exit codes, badges and"
                    + " alerts. A new loss does.",
            footer = {
                "",
                "The IDs are those of 'callvault gaps'. Who, when and why are shown by 'callvault gaps --all'.",
                "A lost log that is fetched after all leaves the list; if it is lost again, it counts again.",
                "Example: callvault gaps acknowledge g12 r3 --reason 'outage of 4 November, see ticket 815'",
                "         callvault gaps acknowledge --all-before 2026-11-05 --account main --reason 'first evening'"
            })
    static final class Acknowledge implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Session session;

        @Mixin
        private Output output;

        @Parameters(paramLabel = "ID", arity = "0..*", description = "What to acknowledge, such as g12.")
        private List<String> ids = new ArrayList<>();

        @Option(
                names = "--all-before",
                paramLabel = "TIME",
                description = "Everything that was found before this time: 2026-11-01, 2026-11-01T08:30 (reporting"
                        + " zone) or 2026-11-01T12:30:00Z.")
        private @Nullable String before;

        @Option(names = "--account", paramLabel = "NAME", description = "Only of this account.")
        private @Nullable String account;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; it stays on record.")
        private String reason = "";

        @Override
        public Integer call() {
            if (reason.isBlank()) {
                throw wrong("--reason must say why.");
            }
            if (ids.isEmpty() == (before == null)) {
                throw wrong("Name what to acknowledge: IDs of 'callvault gaps', or --all-before TIME.");
            }
            List<LossId> named = ids.stream().map(this::read).toList();
            Settings settings = session.settingsOfDatabase();
            Optional<Instant> until = Optional.ofNullable(before)
                    .map(it -> TypedTime.read(it, settings.reportingZone())
                            .orElseThrow(() -> wrong("--all-before: '" + it
                                    + "' is no time such as 2026-11-01, 2026-11-01T08:30 or 2026-11-01T12:30:00Z")));
            try (Callvault callvault = session.open(settings)) {
                List<AccountGaps> accounts = accounts(callvault);
                LossStore.Outcome outcome = callvault.acknowledge(
                        until.map(it -> open(accounts, it)).orElseGet(() -> among(accounts, named)), reason.strip());
                refuse(outcome.unknown());
                output.print(text(outcome), json(outcome));
                return ExitCode.DONE;
            }
        }

        private LossId read(String id) {
            return LossId.read(id)
                    .orElseThrow(() ->
                            wrong("'" + id + "' is no ID of 'callvault gaps', such as g12; nothing was changed."));
        }

        private List<AccountGaps> accounts(Callvault callvault) {
            List<AccountGaps> every = callvault.gaps();
            List<AccountGaps> chosen = account == null
                    ? every
                    : every.stream().filter(it -> it.account().equals(account)).toList();
            if (chosen.isEmpty() && account != null) {
                throw wrong("The archive has no account named '" + account + "'.");
            }
            return chosen;
        }

        private static List<LossId> open(List<AccountGaps> accounts, Instant before) {
            return accounts.stream()
                    .flatMap(it -> it.losses().open().all())
                    .filter(it -> it.found().isBefore(before))
                    .<LossId>map(Loss::id)
                    .toList();
        }

        private List<LossId> among(List<AccountGaps> accounts, List<LossId> named) {
            Set<LossId> known = accounts.stream()
                    .flatMap(it -> it.losses().all())
                    .<LossId>map(Loss::id)
                    .collect(Collectors.toSet());
            refuse(named.stream().filter(it -> !known.contains(it)).toList());
            return named;
        }

        private void refuse(List<LossId> unknown) {
            if (!unknown.isEmpty()) {
                throw wrong((account == null ? "Nothing" : "Nothing of account " + account) + " has the ID "
                        + words(unknown) + "; nothing was changed. 'callvault gaps --all' lists them.");
            }
        }

        private static String text(LossStore.Outcome outcome) {
            return Stream.of(
                            outcome.done().isEmpty() ? "" : "Acknowledged: " + words(outcome.done()) + ".",
                            outcome.before().isEmpty()
                                    ? ""
                                    : "Acknowledged before, and left as it is: " + words(outcome.before()) + ".",
                            outcome.done().isEmpty() && outcome.before().isEmpty()
                                    ? "There is nothing to acknowledge."
                                    : "")
                    .filter(it -> !it.isEmpty())
                    .collect(Collectors.joining("\n"));
        }

        private static Map<String, ?> json(LossStore.Outcome outcome) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put(
                    "acknowledged",
                    outcome.done().stream().map(LossId::toString).toList());
            json.put(
                    "acknowledged_before",
                    outcome.before().stream().map(LossId::toString).toList());
            return json;
        }

        private static String words(List<LossId> ids) {
            return ids.stream().map(LossId::toString).collect(Collectors.joining(", "));
        }

        private ParameterException wrong(String message) {
            return new ParameterException(spec.commandLine(), message);
        }
    }
}
