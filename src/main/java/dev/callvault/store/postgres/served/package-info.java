/**
 * The data of the archive's own copy of the provider's services. Begin with {@link
 * dev.callvault.store.postgres.served.PostgresServedLogs}.
 */
@NullMarked
package dev.callvault.store.postgres.served;

import org.jspecify.annotations.NullMarked;
