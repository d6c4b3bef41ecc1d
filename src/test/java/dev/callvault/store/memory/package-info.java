/** The store's ports in memory, for simulations; they keep the same contract as PostgreSQL. */
@NullMarked
package dev.callvault.store.memory;

import org.jspecify.annotations.NullMarked;
