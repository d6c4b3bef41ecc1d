/**
 * Migrations that plain SQL cannot say. The others are SQL files beside the sources, numbered in the same row.
 */
@NullMarked
package dev.callvault.store.postgres.migration;

import org.jspecify.annotations.NullMarked;
