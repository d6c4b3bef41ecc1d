package dev.callvault.store.search;

import dev.callvault.number.ReadNumber;
import org.jspecify.annotations.Nullable;

/**
 * How the number of a caller or of somebody called was read, beside the provider's spelling in the call.
 *
 * @param form as {@link ReadNumber#form}; null if it was withheld, or not read yet
 * @param kind null if it was not read yet
 * @param plan what the numbering plan says of it
 */
public record FoundNumber(@Nullable String form, ReadNumber.@Nullable Kind kind, NumberPlan plan) {}
