package dev.callvault.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list's answer as it stands on the wire, before anything is judged.
 *
 * @param status null when the answer has none
 * @param error the provider's message, possibly empty
 * @param total as sent; null when absent
 * @param rows the fields of each row; a line's text under {@link #LINE}; an empty map for a row that is none
 */
record RawAnswer(
        @Nullable String status, String error, @Nullable String total, List<Map<String, String>> rows) {
    static final String LINE = "";
}
