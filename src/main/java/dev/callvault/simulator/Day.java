package dev.callvault.simulator;

import java.util.List;

/** Everything that starts on one UTC day, each list by time, earliest first. */
record Day(List<SimulatedCall> calls, List<SimulatedLine> sessions, List<SimulatedLine> errors) {}
