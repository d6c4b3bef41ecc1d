package dev.callvault.config;

import java.time.Period;
import java.util.Optional;

/** How long each kind of record is kept, by when it happened; empty for ever. */
public record KeepSettings(
        Optional<Period> calls, Optional<Period> bodies, Optional<Period> sessions, Optional<Period> errors) {}
