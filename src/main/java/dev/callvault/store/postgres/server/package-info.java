/**
 * The server and the connections to it: pools, migrations, roles, partitions, and the embedded PostgreSQL. Begin with
 * {@link dev.callvault.store.postgres.server.Database}.
 */
@NullMarked
package dev.callvault.store.postgres.server;

import org.jspecify.annotations.NullMarked;
