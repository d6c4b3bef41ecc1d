package dev.callvault.serve.console;

import dev.callvault.report.HumanFormat;
import dev.callvault.store.reports.NumberNames;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.Neighbours;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The page of one call.
 *
 * @param lines the log's lines, or a part of them
 * @param next the address of the page with the next part of the log
 * @param matches what was looked for in the log, and where it is
 * @param neighbours the calls before and after
 * @param names what the directory calls the numbers of the call
 */
public record CallPage(
        Frame frame,
        CallDetails details,
        List<BodyLine> lines,
        Optional<String> next,
        LogMatches matches,
        Neighbours neighbours,
        NumberNames names) {
    static String path(FoundCall found) {
        return "/calls/" + found.accountId() + "/" + found.call().logId();
    }

    /** Whether the log has more lines than are shown. */
    public boolean isCut() {
        return next.isPresent() || (!lines.isEmpty() && lines.getFirst().number() > 1);
    }

    public String download() {
        return path(details.found()) + "/log";
    }

    /** Where the log is searched. */
    public String path() {
        return path(details.found());
    }

    /** The part of the log that begins with a match. */
    public String path(LogMatches.Match match) {
        return path() + partOf(new BodyLines.Place(match.from(), match.line()), matches.wanted());
    }

    /** All lines of the log with the wanted text. */
    public String findPath() {
        return path() + "?find=" + URLEncoder.encode(matches.wanted(), StandardCharsets.UTF_8);
    }

    /** Parameters for a part of a log. */
    static String partOf(BodyLines.Place place, String wanted) {
        return "?from=" + place.from() + "&line=" + place.line()
                + (wanted.isEmpty() ? "" : "&find=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8)) + "#lines";
    }

    public String pathOf(FoundCall other) {
        return path(other);
    }

    /** The calls of the same session. */
    public String sessionPath() {
        return CallForm.BLANK
                .withSession(details.found().call().sessionId().value())
                .path();
    }

    public ShownNumber caller() {
        return ShownNumber.caller(details.found());
    }

    public ShownNumber called() {
        return ShownNumber.called(details.found());
    }

    /** What the numbering plan says of the number, in words. */
    public String callerPlan() {
        return ShownNumber.words(details.found().caller().plan());
    }

    /** What the numbering plan says of the number, in words. */
    public String calledPlan() {
        return ShownNumber.words(details.found().called().plan());
    }

    public String account() {
        return details.found().account();
    }

    /** The calls of the hour. */
    public String hourPath() {
        Instant hour = details.found().call().startedAt().truncatedTo(ChronoUnit.HOURS);
        return CallForm.BLANK.withHour(details.found().account(), hour).path();
    }

    public Instant started() {
        return details.found().call().startedAt();
    }

    public Optional<Instant> ended() {
        return Optional.ofNullable(details.found().call().endedAt());
    }

    public String length() {
        return FoundCalls.lengthOf(details.found().call());
    }

    public String size() {
        return details.body().map(it -> HumanFormat.bytes(it.size())).orElse("–");
    }

    /** The state of the log, in a sentence. */
    public String logState() {
        return switch (details.found().state()) {
            case ARCHIVED -> "The log is archived.";
            case PENDING -> "The log has not been fetched yet.";
            case UNAVAILABLE ->
                "There is no log: the provider says so and is asked until it expires, or the call was imported without it.";
            case QUARANTINED ->
                "The provider's response could not be read. It is kept as it came, and the log is requested again.";
            case LOST -> "The log is lost: " + details.gap().orElse("it expired before it could be fetched") + ".";
        };
    }
}
