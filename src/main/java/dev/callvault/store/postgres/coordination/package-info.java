/**
 * Fences (advisory locks), jobs, logins, budgets, runs and live nodes. Begin with {@link
 * dev.callvault.store.postgres.coordination.PostgresFence}.
 */
@NullMarked
package dev.callvault.store.postgres.coordination;

import org.jspecify.annotations.NullMarked;
