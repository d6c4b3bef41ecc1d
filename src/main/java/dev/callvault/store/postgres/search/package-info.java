/**
 * Calls found by number, time and text, and the index over old logs. Begin with {@link
 * dev.callvault.store.postgres.search.PostgresCallSearch}.
 */
@NullMarked
package dev.callvault.store.postgres.search;

import org.jspecify.annotations.NullMarked;
