package dev.callvault.simulator;

import dev.callvault.wire.WireFormat;

/** What is sent, before any fault strikes it. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Reply(int status, WireFormat format, byte[] body) {
    Reply withBody(byte[] other) {
        return new Reply(status, format, other);
    }
}
