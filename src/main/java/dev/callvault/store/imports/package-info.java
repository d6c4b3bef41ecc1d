/**
 * Records that somebody archived before and brings along. Begin with {@link dev.callvault.store.imports.ImportStore}.
 */
@NullMarked
package dev.callvault.store.imports;

import org.jspecify.annotations.NullMarked;
