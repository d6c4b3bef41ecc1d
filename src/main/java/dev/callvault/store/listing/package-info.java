/**
 * What was listed: calls, sessions and errors, the ledger of proven time, and what cannot be listed or read. Begin with
 * {@link dev.callvault.store.listing.ListingStore}.
 */
@NullMarked
package dev.callvault.store.listing;

import org.jspecify.annotations.NullMarked;
