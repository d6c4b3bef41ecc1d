package dev.callvault.cli;

import dev.callvault.app.Callvault;
import dev.callvault.cli.output.ExitCode;
import dev.callvault.cli.output.Output;
import dev.callvault.cli.output.TimeRange;
import dev.callvault.cli.session.Session;
import dev.callvault.config.Settings;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.search.BodySearch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "search",
        description = "Find calls whose log contains a text, ignoring case; newest first.",
        footer = {
            "",
            "Recent logs are scanned, older ones are indexed; add --from and --to for a faster search.",
            "Example: callvault search 'error.badfetch' --from 2026-11-01 --number 6177123000"
        })
final class SearchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Session session;

    @Mixin
    private Output output;

    @Mixin
    private TimeRange range;

    @Parameters(paramLabel = "TEXT", description = "The text to find.")
    private String text = "";

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            description =
                    "Only calls from or to this number, in any spelling; 'withheld' for callers who withheld theirs.")
    private @Nullable String number;

    @Option(names = "--account", paramLabel = "NAME", description = "Only this account.")
    private @Nullable String account;

    @Option(names = "--limit", description = "Show at most this many calls (default: ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Override
    public Integer call() {
        if (text.isBlank() || limit < 1) {
            throw new ParameterException(spec.commandLine(), "search needs a TEXT and a --limit of 1 or more");
        }
        Settings settings = session.settingsOfDatabase();
        BodySearch.Query query = query(range.in(settings.reportingZone()));
        try (Callvault callvault = session.open(settings)) {
            query.account().ifPresent(callvault::requireAccount);
            query.number().ifPresent(callvault::requireNumber);
            BodySearch search = callvault.bodySearch();
            List<BodySearch.Match> found = search.search(query, session.progress());
            output.print(text(found), json(found, search.indexedBefore()));
            return ExitCode.DONE;
        }
    }

    private BodySearch.Query query(TimeRange.Bounds bounds) {
        return new BodySearch.Query(
                text, bounds.from(), bounds.to(), Optional.ofNullable(number), Optional.ofNullable(account), limit);
    }

    private String text(List<BodySearch.Match> found) {
        StringBuilder report = new StringBuilder();
        for (BodySearch.Match match : found) {
            report.append(HumanFormat.instant(Optional.of(match.startedAt())))
                    .append("  log ")
                    .append(match.logId())
                    .append("  ")
                    .append(match.caller().isEmpty() ? "(withheld)" : match.caller())
                    .append(" → ")
                    .append(match.called())
                    .append('\n');
            match.lines()
                    .forEach(it -> report.append("    ").append(printable(it)).append('\n'));
        }
        String most = found.size() == limit ? "; there may be more: raise --limit" : "";
        return report
                + (found.isEmpty() ? "No log contains this text." : HumanFormat.count(found.size(), "call") + most);
    }

    /** Callers and applications decide what a log contains, so a terminal must not interpret it. */
    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "\u00b7");
    }

    private static Map<String, ?> json(List<BodySearch.Match> found, Optional<Instant> indexedBefore) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("calls", found.stream().map(SearchCommand::json).toList());
        report.put("indexed_before", indexedBefore.isPresent() ? HumanFormat.instant(indexedBefore) : null);
        return report;
    }

    private static Map<String, ?> json(BodySearch.Match match) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("account", match.account());
        call.put("log_id", match.logId().value());
        call.put("started_at", HumanFormat.instant(Optional.of(match.startedAt())));
        call.put("caller", match.caller());
        call.put("called", match.called());
        call.put("lines", match.lines());
        return call;
    }
}
