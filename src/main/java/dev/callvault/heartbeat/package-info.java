/** Tells a watch outside of this machine that archiving goes well. Begin with {@link dev.callvault.heartbeat.Heartbeat}. */
@NullMarked
package dev.callvault.heartbeat;

import org.jspecify.annotations.NullMarked;
