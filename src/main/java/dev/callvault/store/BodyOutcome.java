package dev.callvault.store;

import dev.callvault.call.CallBody;
import java.time.Instant;

/** What became of asking for one call's log. */
public sealed interface BodyOutcome {
    WantedBody wanted();

    /** The log came. */
    record Archived(WantedBody wanted, CallBody body) implements BodyOutcome {}

    /** The provider says there is none; asked again at {@code again}, until it expires. */
    record Unavailable(WantedBody wanted, String reason, Instant again) implements BodyOutcome {}

    /** Something came that cannot be read: the raw answer is kept, and the log asked for again until it expires. */
    record Quarantined(WantedBody wanted, CallBody answer, String reason, Instant again) implements BodyOutcome {}

    /** Nothing came; still pending. */
    record Failed(WantedBody wanted, String reason, Instant again) implements BodyOutcome {}

    /** The bytes that storing the outcome moves. */
    default long bytes() {
        return switch (this) {
            case Archived it -> it.body().content().length();
            case Quarantined it -> it.answer().content().length();
            case Unavailable it -> 0;
            case Failed it -> 0;
        };
    }
}
