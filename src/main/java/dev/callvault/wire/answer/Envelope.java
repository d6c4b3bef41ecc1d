package dev.callvault.wire.answer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part common to all responses: status, error, and whether there is a result. The fields may come in any order. */
public final class Envelope {
    private @Nullable String status;
    private String error = "";
    private boolean result;

    /** A second status cannot turn a failure into a success. */
    public void status(@Nullable String value) {
        String stated = value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
        if (!stated.isEmpty() && (status == null || status.equals("success"))) {
            status = stated;
        }
    }

    public void error(@Nullable String message) {
        error = Scalars.text(message).strip();
    }

    public void result() {
        result = true;
    }

    public boolean isStatedSuccess() {
        return status != null && status.equals("success");
    }

    /** Throws unless the response is a success. */
    public void check() {
        if (status != null && !status.equals("success")) {
            throw new FailureAnswer(error);
        }
        if (status == null && !result) {
            throw new UnreadableAnswer("it has neither a status nor a result", null);
        }
    }
}
