package dev.callvault.store.bodies;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outcome of requesting one call's log. */
public sealed interface BodyOutcome {
    WantedBody wanted();

    /** The log came. */
    record Archived(WantedBody wanted, CallBody body) implements BodyOutcome {}

    /** The provider says there is none; requested again at {@code again}, until it expires. */
    record Unavailable(WantedBody wanted, String reason, Instant again) implements BodyOutcome {}

    /** The response cannot be read: its raw bytes are kept, and the log is requested again until it expires. */
    record Quarantined(WantedBody wanted, CallBody answer, String reason, Instant again) implements BodyOutcome {}

    /** Nothing came; the log stays pending. */
    record Failed(WantedBody wanted, String reason, Instant again) implements BodyOutcome {}

    /** One outcome per log: the log itself if it came, otherwise the latest outcome. */
    static List<BodyOutcome> distinct(List<BodyOutcome> outcomes) {
        Map<LogId, BodyOutcome> distinct = new LinkedHashMap<>();
        outcomes.forEach(
                it -> distinct.merge(it.wanted().logId(), it, (one, other) -> one instanceof Archived ? one : other));
        return List.copyOf(distinct.values());
    }

    /** How many bytes storing the outcome sends. */
    default long bytes() {
        return content().map(Content::length).orElse(0L);
    }

    /** How much memory it takes until stored, in bytes. */
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
