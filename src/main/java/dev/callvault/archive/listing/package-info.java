/**
 * Lists one stream of one account: plans what to request, lists it, checks each response against the provider's totals,
 * and records what is proven, what is not, and what is lost. Begin with {@link
 * dev.callvault.archive.listing.StreamRun}.
 */
@NullMarked
package dev.callvault.archive.listing;

import org.jspecify.annotations.NullMarked;
