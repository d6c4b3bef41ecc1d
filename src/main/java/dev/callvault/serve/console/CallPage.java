package dev.callvault.serve.console;

import dev.callvault.report.HumanFormat;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.FoundCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The page of one call.
 *
 * @param lines the log's lines, or a part of them
 * @param next the address of the page with the next part of the log
 */
public record CallPage(Frame frame, CallDetails details, List<BodyLine> lines, Optional<String> next) {
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

    /** The session's id, encoded for an address. */
    public String sessionParameter() {
        return URLEncoder.encode(details.found().call().sessionId().value(), StandardCharsets.UTF_8);
    }

    public String caller() {
        return FoundCalls.number(details.found().call().caller());
    }

    public String called() {
        return FoundCalls.number(details.found().call().called());
    }

    public String started() {
        return frame.local(details.found().call().startedAt());
    }

    public String ended() {
        @Nullable Instant end = details.found().call().endedAt();
        return end == null ? "–" : frame.local(end);
    }

    public String length() {
        return FoundCalls.lengthOf(details.found().call());
    }

    public String at(@Nullable Instant instant) {
        return instant == null ? "unknown" : frame.local(instant);
    }

    public String size() {
        return details.body().map(it -> HumanFormat.bytes(it.size())).orElse("–");
    }

    /** The state of the log, in a sentence. */
    public String logState() {
        return switch (details.found().state()) {
            case ARCHIVED -> "The log is archived.";
            case PENDING -> "The log has not been fetched yet.";
            case UNAVAILABLE -> "The provider says that there is no log; Callvault keeps asking until it expires.";
            case QUARANTINED ->
                "The provider's response could not be read. It is kept as it came, and the log is requested again.";
            case LOST -> "The log is lost: " + details.gap().orElse("it expired before it could be fetched") + ".";
        };
    }
}
