/**
 * Finding calls by number, time and text. Begin with {@link dev.callvault.store.search.CallSearch}.
 */
@NullMarked
package dev.callvault.store.search;

import org.jspecify.annotations.NullMarked;
