package dev.callvault.serve.console;

import dev.callvault.call.CallSummary;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.search.FoundCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The page that searches for calls.
 *
 * @param form the search form, as typed
 * @param mistakes messages about fields that could not be understood
 * @param next the address of the next page
 */
public record FoundCalls(
        Frame frame, CallForm form, List<String> mistakes, List<FoundCall> calls, Optional<String> next) {
    /** As in the reports: an end before the start, or more than this after it, cannot be right. */
    private static final Duration MAX_LENGTH = Duration.ofDays(7);

    public String length(CallSummary call) {
        return lengthOf(call);
    }

    static String lengthOf(CallSummary call) {
        if (call.endedAt() == null) {
            return "–";
        }
        Duration length = Duration.between(call.startedAt(), call.endedAt());
        return length.isNegative() || length.compareTo(MAX_LENGTH) > 0 ? "–" : HumanFormat.clock(length);
    }

    /** A number, or a word for a withheld one. */
    public static String number(String number) {
        return number.isEmpty() ? "withheld" : number;
    }

    public String path(FoundCall found) {
        return CallPage.path(found);
    }

    /** Whether the archive is empty: an unrestricted search found nothing. */
    public boolean isArchiveEmpty() {
        return calls.isEmpty() && mistakes.isEmpty() && form.isBlank();
    }
}
