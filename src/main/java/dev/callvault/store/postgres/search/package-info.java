/**
 * Finds calls by number, time and text, and indexes old logs. Begin with {@link
 * dev.callvault.store.postgres.search.PostgresCallSearch}.
 */
@NullMarked
package dev.callvault.store.postgres.search;

import org.jspecify.annotations.NullMarked;
