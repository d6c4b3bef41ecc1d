/**
 * The state of accounts, and the few figures that health and metrics read often. Begin with {@link
 * dev.callvault.store.postgres.status.PostgresStatusStore}.
 */
@NullMarked
package dev.callvault.store.postgres.status;

import org.jspecify.annotations.NullMarked;
