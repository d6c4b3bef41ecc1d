package dev.callvault.store.bodies;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** One outcome for each log: the log itself where it came, else the latest. */
    static List<BodyOutcome> distinct(List<BodyOutcome> outcomes) {
        Map<LogId, BodyOutcome> distinct = new LinkedHashMap<>();
        outcomes.forEach(
                it -> distinct.merge(it.wanted().logId(), it, (one, other) -> one instanceof Archived ? one : other));
        return List.copyOf(distinct.values());
    }

    /** The bytes that storing the outcome moves. */
    default long bytes() {
        return content().map(Content::length).orElse(0L);
    }

    /** The memory that it takes until it is stored, in bytes. */
    default long weight() {
        return content().map(Content::weight).orElse(0L);
    }

    private Optional<Content> content() {
        return switch (this) {
            case Archived it -> Optional.of(it.body().content());
            case Quarantined it -> Optional.of(it.answer().content());
            case Unavailable it -> Optional.empty();
            case Failed it -> Optional.empty();
        };
    }
}
