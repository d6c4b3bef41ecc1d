package dev.callvault.store.listing;

import dev.callvault.call.UnreadRow;
import java.util.List;

/**
 * Why a span could not be proven.
 *
 * @param why in one sentence
 * @param unread the rows in it that could not be read
 */
public record Doubt(String why, List<UnreadRow> unread) {
    /** Of the time that a call was moved out of. */
    public static final Doubt MOVED = new Doubt("a call of this time is listed at another time now");

    public Doubt {
        unread = List.copyOf(unread);
    }

    /** Without unreadable rows. */
    public Doubt(String why) {
        this(why, List.of());
    }
}
