/**
 * Deleting by age, erasing a number, redacting stored data. Begin with {@link
 * dev.callvault.store.postgres.forget.PostgresDeletionStore}.
 */
@NullMarked
package dev.callvault.store.postgres.forget;

import org.jspecify.annotations.NullMarked;
