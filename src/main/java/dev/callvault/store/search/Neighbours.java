package dev.callvault.store.search;

import java.util.Optional;

/** The calls of the same account that started just before and just after a call. */
public record Neighbours(Optional<FoundCall> earlier, Optional<FoundCall> later) {}
