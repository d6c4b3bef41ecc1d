/**
 * The daemon: the schedule and what it calls, its health in figures, and what it serves. Begin with {@link
 * dev.callvault.app.daemon.Daemon}.
 */
@NullMarked
package dev.callvault.app.daemon;

import org.jspecify.annotations.NullMarked;
