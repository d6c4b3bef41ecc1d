package dev.callvault.simulator;

import dev.callvault.wire.WireFormat;

/** A reply before any fault is applied to it. */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record SimulatedResponse(int status, WireFormat format, byte[] body) {
    SimulatedResponse withBody(byte[] other) {
        return new SimulatedResponse(status, format, other);
    }
}
