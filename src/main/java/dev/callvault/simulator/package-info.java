/**
 * A simulated provider for trying the archiver: the same protocol, data generated from a seed, retention, and faults that can
 * be switched on. Begin with {@link dev.callvault.simulator.Simulator}.
 */
@NullMarked
package dev.callvault.simulator;

import org.jspecify.annotations.NullMarked;
