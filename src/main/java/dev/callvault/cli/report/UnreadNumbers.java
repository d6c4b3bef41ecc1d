package dev.callvault.cli.report;

import dev.callvault.app.Callvault;
import dev.callvault.report.HumanFormat;

/** How many records' telephone numbers are still to be read. */
public final class UnreadNumbers {
    private UnreadNumbers() {}

    /** A line; empty when all are read. */
    public static String text(long unread) {
        if (unread == 0) {
            return "";
        }
        String count = unread < Callvault.MOST_UNREAD
                ? HumanFormat.count(unread, "record")
                : "more than " + HumanFormat.count(Callvault.MOST_UNREAD, "record");
        return "the telephone numbers of " + count
                + " are still to be read, by the daemon or the next 'callvault archive';"
                + " until then, searches by number miss them\n";
    }
}
