package dev.callvault.wire;

import dev.callvault.call.CallSummary;
import java.io.OutputStream;
import java.util.Iterator;

final class XmlWriter implements WireWriter {
    @Override
    public void calls(OutputStream out, long total, Iterator<CallSummary> calls) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sessions(OutputStream out, long total, Iterator<String> lines) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void errors(OutputStream out, long total, Iterator<String> lines) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void log(OutputStream out, LogAnswer log) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void failure(OutputStream out, String root, String message) {
        throw new UnsupportedOperationException();
    }
}
