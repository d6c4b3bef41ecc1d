package dev.callvault.simulator;

import dev.callvault.wire.WireFormat;

/** A reply before any fault is applied to it. */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Reply(int status, WireFormat format, byte[] body) {
    Reply withBody(byte[] other) {
        return new Reply(status, format, other);
    }
}
