package dev.callvault.serve.console;

import dev.callvault.call.CallSummary;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.reports.NumberNames;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.search.FoundPage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The page that searches for calls.
 *
 * @param form the search form, as typed
 * @param mistakes messages about fields that could not be understood
 * @param notes sentences about how the search is understood
 * @param found the calls of this page
 * @param total how many match on all pages; empty if that is not known
 * @param names what the directory calls the numbers of the calls
 */
public record FoundCalls(
        Frame frame,
        CallForm form,
        List<String> mistakes,
        List<String> notes,
        FoundPage found,
        OptionalLong total,
        AccountChoice choice,
        NumberNames names) {
    /** Counting ends here. */
    static final int MOST_COUNTED = 10_000;

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

    /** A number as the provider lists it, or a word for a withheld one. */
    public static String number(String number) {
        return number.isEmpty() ? ShownNumber.WITHHELD : number;
    }

    public String path(FoundCall found) {
        return CallPage.path(found);
    }

    public List<FoundCall> calls() {
        return found.calls();
    }

    /** The address of the next page. */
    public Optional<String> next() {
        return found.isCut() || calls().size() < CallForm.PAGE
                ? Optional.empty()
                : Optional.of(form.next(calls().getLast()));
    }

    /** The address of a search that goes on where this one was stopped. */
    public Optional<String> onward() {
        return found.isCut() ? found.searchedBackTo().map(form::from) : Optional.empty();
    }

    /** How many calls match, in words; empty when it is not known. */
    public Optional<String> totalWords() {
        if (total.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                total.getAsLong() > MOST_COUNTED
                        ? "More than " + HumanFormat.count(MOST_COUNTED, "call")
                        : HumanFormat.count(total.getAsLong(), "call"));
    }

    public ShownNumber caller(FoundCall found) {
        return ShownNumber.caller(found);
    }

    public ShownNumber called(FoundCall found) {
        return ShownNumber.called(found);
    }

    /** The calls from or to a number. */
    public static String numberPath(String account, String number) {
        return CallForm.BLANK.withNumber(account, number).path();
    }

    /** Whether the archive is empty: an unrestricted search found nothing. */
    public boolean isArchiveEmpty() {
        return calls().isEmpty() && !found.isCut() && mistakes.isEmpty() && form.isBlank();
    }
}
