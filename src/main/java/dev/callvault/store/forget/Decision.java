package dev.callvault.store.forget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision about records.
 *
 * @param by who decided: the operating system's user
 * @param reason in that person's words; null if none was given
 */
public record Decision(Instant at, String by, @Nullable String reason) {}
