package dev.callvault.refine;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.RawLine;
import java.util.List;

/**
 * The redactor currently in force. It can be replaced while in use; the new one applies from the next text on. Each
 * text is redacted entirely by one of them. Safe for use by many threads.
 */
public final class RedactorInForce extends Redactor {
    private volatile Redactor current;

    public RedactorInForce(Redactor first) {
        super(false, List.of());
        this.current = first;
    }

    /** Switches to this redactor. */
    public void use(Redactor next) {
        current = next;
    }

    @Override
    public CallBody body(CallBody body) {
        return current.body(body);
    }

    @Override
    public RawLine line(RawLine line) {
        return current.line(line);
    }

    @Override
    public CallSummary call(CallSummary call) {
        return current.call(call);
    }

    @Override
    public String text(String text) {
        return current.text(text);
    }
}
