/**
 * One stream of one account: plan what to ask for, list it, judge the answer by the provider's totals, and record what
 * is proven, what is not, and what is lost. Begin with {@link dev.callvault.archive.listing.StreamRun}.
 */
@NullMarked
package dev.callvault.archive.listing;

import org.jspecify.annotations.NullMarked;
