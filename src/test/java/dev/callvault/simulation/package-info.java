/**
 * Months of archiving on a clock that is moved by hand, with everything going wrong that can. Begin with
 * {@link dev.callvault.simulation.SimulationTest}.
 */
@NullMarked
package dev.callvault.simulation;

import org.jspecify.annotations.NullMarked;
