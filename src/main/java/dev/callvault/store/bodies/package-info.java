/** The queue of wanted logs, and the logs themselves. Begin with {@link dev.callvault.store.bodies.BodyStore}. */
@NullMarked
package dev.callvault.store.bodies;

import org.jspecify.annotations.NullMarked;
