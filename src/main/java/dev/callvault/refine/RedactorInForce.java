package dev.callvault.refine;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.RawLine;
import java.util.List;

/**
 * The redactor that holds at the moment: another can take its place while it is being used, and whoever has this one goes by
 * the other from the next text on. Each text is redacted by one of them, whole. Safe for many threads.
 */
public final class RedactorInForce extends Redactor {
    private volatile Redactor current;

    public RedactorInForce(Redactor first) {
        super(false, List.of());
        this.current = first;
    }

    /** Goes by this one from now on. */
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
