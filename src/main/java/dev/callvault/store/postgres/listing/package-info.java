/**
 * Calls, sessions, errors and the ledger of coverage. Begin with {@link
 * dev.callvault.store.postgres.listing.PostgresListingStore}.
 */
@NullMarked
package dev.callvault.store.postgres.listing;

import org.jspecify.annotations.NullMarked;
