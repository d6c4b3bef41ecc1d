/**
 * The daemon: the schedule and its jobs, its health and metrics, and what it serves. Begin with {@link
 * dev.callvault.app.daemon.Daemon}.
 */
@NullMarked
package dev.callvault.app.daemon;

import org.jspecify.annotations.NullMarked;
