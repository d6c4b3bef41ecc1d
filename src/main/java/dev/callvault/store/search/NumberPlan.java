package dev.callvault.store.search;

import org.jspecify.annotations.Nullable;

/**
 * What the numbering plan says of a number. It is no location: numbers move with people, and a caller's number can be false.
 *
 * @param country as ISO 3166 alpha-2; null if it has none, is not known or was not read yet
 * @param area to which the number was first given; null if the plan does not tell
 */
public record NumberPlan(@Nullable String country, @Nullable String area, boolean isTollFree) {}
