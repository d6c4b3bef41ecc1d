package dev.callvault.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one envelope that all four services answer in. */
final class Envelope {
    private static final String SUCCESS = "success";

    private Envelope() {}

    /**
     * Looks at the status, which counts whatever the HTTP status was.
     *
     * @throws FailureAnswer when it says anything but success
     * @throws UnreadableAnswer when there is none: then this is no answer of the service
     */
    static void check(@Nullable String status, String error) {
        if (status == null) {
            throw new UnreadableAnswer("the answer has no status", null);
        }
        if (!status.strip().toLowerCase(Locale.ROOT).equals(SUCCESS)) {
            throw new FailureAnswer(error.strip());
        }
    }
}
