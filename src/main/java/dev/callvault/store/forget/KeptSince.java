package dev.callvault.store.forget;

import java.time.Instant;
import java.util.Optional;

/** From when each kind of record is kept; empty to keep all of it. */
public record KeptSince(
        Optional<Instant> calls, Optional<Instant> bodies, Optional<Instant> sessions, Optional<Instant> errors) {}
