/** Keeping, holding, erasing and redacting stored data. Begin with {@link dev.callvault.store.forget.DeletionStore}. */
@NullMarked
package dev.callvault.store.forget;

import org.jspecify.annotations.NullMarked;
