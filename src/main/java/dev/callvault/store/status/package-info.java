/**
 * How an account stands: coverage, backlog, headroom, forecast. Begin with {@link
 * dev.callvault.store.status.StatusStore}.
 */
@NullMarked
package dev.callvault.store.status;

import org.jspecify.annotations.NullMarked;
