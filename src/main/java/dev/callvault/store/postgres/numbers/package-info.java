/** Telephone numbers as they are read, beside the provider's spellings. */
@NullMarked
package dev.callvault.store.postgres.numbers;

import org.jspecify.annotations.NullMarked;
