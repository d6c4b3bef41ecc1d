package dev.callvault.wire;

import dev.callvault.call.CallSummary;
import dev.callvault.call.RawLine;
import dev.callvault.source.Page;

final class XmlReader implements WireReader {
    @Override
    public Page<CallSummary> calls(byte[] answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<RawLine> sessions(byte[] answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<RawLine> errors(byte[] answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogAnswer log(byte[] answer) {
        throw new UnsupportedOperationException();
    }
}
