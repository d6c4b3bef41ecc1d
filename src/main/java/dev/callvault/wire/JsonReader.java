package dev.callvault.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.callvault.call.CallSummary;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JSON answers as a stream of tokens. */
final class JsonReader implements WireReader {
    private static final Set<String> LISTS = Set.of("logs", "sessions", "errors");
    private static final String TOTAL = "total_";

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
    public LogAnswer log(byte[] answer) {
        return new JsonLog(answer).read();
    }
}
