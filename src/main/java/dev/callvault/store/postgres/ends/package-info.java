/**
 * Closes and removes accounts. Begin with {@link dev.callvault.store.postgres.ends.PostgresAccountEnds}; what a removal
 * deletes, step by step, is in {@link dev.callvault.store.postgres.ends.RemoveAccount}.
 */
@NullMarked
package dev.callvault.store.postgres.ends;

import org.jspecify.annotations.NullMarked;
