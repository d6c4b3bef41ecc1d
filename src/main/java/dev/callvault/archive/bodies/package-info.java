/**
 * The logs of an account's calls: claim those that are wanted, fetch each with one request, store them in batches, and
 * put off those that fail. Begin with {@link dev.callvault.archive.bodies.FanOut}.
 */
@NullMarked
package dev.callvault.archive.bodies;

import org.jspecify.annotations.NullMarked;
