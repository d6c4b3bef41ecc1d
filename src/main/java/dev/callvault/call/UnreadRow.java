package dev.callvault.call;

import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A row of a list that could not be read.
 *
 * @param text the row as received
 * @param reason which field is wrong and what it holds, as in {@code log_id is null}
 * @param second when it happened in epoch seconds, if the row says so
 */
public record UnreadRow(String text, String reason, OptionalLong second) {
    /** A row whose content is unknown. */
    static final UnreadRow UNSEEN = new UnreadRow("", "the cause is unknown", OptionalLong.empty());

    private static final int MAX_TEXT = 4000;
    private static final int MAX_REASON = 300;

    /**
     * The row as it may be kept and shown: redacted first, then shortened, since half a card number is not recognised.
     */
    public UnreadRow kept(UnaryOperator<String> redaction) {
        return new UnreadRow(cut(redaction.apply(text), MAX_TEXT), cut(redaction.apply(reason), MAX_REASON), second);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean isHalf = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, isHalf ? most - 1 : most) + "…";
    }
}
