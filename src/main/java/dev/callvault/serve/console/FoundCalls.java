package dev.callvault.serve.console;

import dev.callvault.call.CallSummary;
import dev.callvault.report.Words;
import dev.callvault.store.search.FoundCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The page on which calls are searched.
 *
 * @param form what was asked for, as it was typed
 * @param mistakes what of it could not be understood
 * @param next where the next page is
 */
public record FoundCalls(
        Frame frame, CallForm form, List<String> mistakes, List<FoundCall> calls, Optional<String> next) {
    public String length(CallSummary call) {
        return call.endedAt() == null ? "–" : Words.clock(Duration.between(call.startedAt(), call.endedAt()));
    }

    /** A number, or what stands for a withheld one. */
    public String number(String number) {
        return number.isEmpty() ? "withheld" : number;
    }

    public String path(FoundCall found) {
        return CallPage.path(found);
    }

    /** Whether it is the first page of an unlimited search, with nothing found: the archive is empty. */
    public boolean isArchiveEmpty() {
        return calls.isEmpty() && mistakes.isEmpty() && form.isBlank();
    }
}
