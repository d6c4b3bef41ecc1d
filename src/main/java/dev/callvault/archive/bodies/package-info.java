/**
 * Fetches the logs of an account's calls: claims the wanted ones, fetches each with one request, stores them in
 * batches, and postpones those that fail. Begin with {@link dev.callvault.archive.bodies.FanOut}.
 */
@NullMarked
package dev.callvault.archive.bodies;

import org.jspecify.annotations.NullMarked;
