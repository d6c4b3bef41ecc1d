/**
 * A provider to try the archiver against: the same wire, data made from a seed, retention, and faults that can be switched
 * on. Begin with {@link dev.callvault.simulator.Simulator}.
 */
@NullMarked
package dev.callvault.simulator;

import org.jspecify.annotations.NullMarked;
