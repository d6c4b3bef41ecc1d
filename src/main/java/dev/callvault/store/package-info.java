/**
 * Where records go: small ports, each with its contract, in packages by subject. Begin with {@link
 * dev.callvault.store.listing.ListingStore}.
 */
@NullMarked
package dev.callvault.store;

import org.jspecify.annotations.NullMarked;
