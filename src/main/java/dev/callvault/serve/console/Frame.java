package dev.callvault.serve.console;

import dev.callvault.report.HumanFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * The parts that all pages share.
 *
 * @param active the page's path, such as {@code /calls}
 * @param user who is logged in; empty when no login is required
 * @param zone the zone of the times on the page
 * @param banners what is said first on every page
 */
public record Frame(String title, String active, String user, Instant now, ZoneId zone, List<Banner> banners) {
    private static final List<Entry> ENTRIES = List.of(
            new Entry("/", "Overview"),
            new Entry("/calls", "Calls"),
            new Entry("/coverage", "Coverage"),
            new Entry("/errors", "Errors"),
            new Entry("/reports", "Reports"),
            new Entry("/keeping", "Keeping"));

    private static final Set<String> LIVE = Set.of("/", "/coverage", "/errors");

    /** An entry of the menu. */
    public record Entry(String path, String name) {}

    public List<Entry> entries() {
        return ENTRIES;
    }

    public boolean isActive(Entry entry) {
        return entry.path().equals(active);
    }

    /** Whether the page shows how things are now, cheaply enough to be asked for again and again. */
    public boolean isLive() {
        return LIVE.contains(active);
    }

    /** How long ago an instant is, such as {@code 3 min 5 s ago}. */
    public String ago(Instant instant) {
        return HumanFormat.duration(Duration.between(instant, now)) + " ago";
    }

    /** An instant in the page's zone. */
    public String local(Instant instant) {
        return HumanFormat.local(instant, zone);
    }
}
