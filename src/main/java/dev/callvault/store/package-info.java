/**
 * Where records go: small ports, each with its contract. Begin with {@link dev.callvault.store.ListingStore}.
 */
@NullMarked
package dev.callvault.store;

import org.jspecify.annotations.NullMarked;
