package dev.callvault.wire.json;

import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.content.Content;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.WireReader;

public final class JsonReader implements WireReader {
    @Override
    public Page<CallSummary> calls(byte[] answer) {
        return new JsonCalls().read(answer);
    }

    @Override
    public Page<RawLine> sessions(byte[] answer) {
        return new JsonLines("sessions").read(answer);
    }

    @Override
    public Page<RawLine> errors(byte[] answer) {
        return new JsonLines("errors").read(answer);
    }

    @Override
    public LogAnswer log(Content answer) {
        return new JsonLog(answer).read();
    }
}
