/**
 * What several nodes share to work as one: fences, jobs, logins, runs, and who is live. Begin with {@link
 * dev.callvault.store.coordination.Fence}.
 */
@NullMarked
package dev.callvault.store.coordination;

import org.jspecify.annotations.NullMarked;
