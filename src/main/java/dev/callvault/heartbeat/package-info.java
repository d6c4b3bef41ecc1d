/** Tells a monitor outside this machine that archiving works. Begin with {@link dev.callvault.heartbeat.Heartbeat}. */
@NullMarked
package dev.callvault.heartbeat;

import org.jspecify.annotations.NullMarked;
