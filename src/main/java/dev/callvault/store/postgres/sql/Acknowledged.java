package dev.callvault.store.postgres.sql;

import dev.callvault.call.Acknowledgement;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an acknowledgement, whose three columns are null together. */
public final class Acknowledged {
    private Acknowledged() {}

    public static Optional<Acknowledgement> of(@Nullable Instant at, @Nullable String by, @Nullable String reason) {
        return at == null || by == null || reason == null
                ? Optional.empty()
                : Optional.of(new Acknowledgement(at, by, reason));
    }
}
