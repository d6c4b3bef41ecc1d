package dev.callvault.store.served;

import dev.callvault.call.CallBody;
import java.time.Instant;

/** A stored log, with what the provider's response says about its call. */
public record ServedLog(String dest, String src, String direction, Instant startedAt, CallBody body) {}
