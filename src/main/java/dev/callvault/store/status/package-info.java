/**
 * The state of an account: coverage, backlog, headroom, forecast. Begin with {@link
 * dev.callvault.store.status.StatusStore}.
 */
@NullMarked
package dev.callvault.store.status;

import org.jspecify.annotations.NullMarked;
