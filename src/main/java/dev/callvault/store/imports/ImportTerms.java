package dev.callvault.store.imports;

import dev.callvault.store.forget.KeptSince;
import java.time.Instant;

/**
 * On which terms records are brought along.
 *
 * @param kept from when each kind of record is kept; what is older is stored only under a hold
 * @param now when it is done
 * @param by the operating system's user who does it
 * @param isTrial whether nothing is stored
 */
public record ImportTerms(KeptSince kept, Instant now, String by, boolean isTrial) {}
