/** The queue of wanted logs, and the logs. Begin with {@link dev.callvault.store.postgres.bodies.PostgresBodyStore}. */
@NullMarked
package dev.callvault.store.postgres.bodies;

import org.jspecify.annotations.NullMarked;
