package dev.callvault.simulator;

import java.time.Instant;

/** An error in a call: what its line says, and its call's log too. */
record CallError(Instant at, String message) {}
