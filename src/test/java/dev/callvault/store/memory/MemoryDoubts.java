package dev.callvault.store.memory;

import dev.callvault.call.CoverageSpan;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.call.UnreadRow;
import dev.callvault.store.listing.Doubt;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.UnprovenSpan;
import dev.callvault.store.listing.WindowLimit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Why a stream's time is unproven, its unreadable rows, and how much may be requested at once. */
final class MemoryDoubts {
    private static final String UNKNOWN = "the provider's total and its rows did not match";

    private final LogStream stream;
    private final MemoryLedger ledger;
    private final MemoryMarks marks;
    private final Map<TimeWindow, UnprovenSpan> reasons = new TreeMap<>();
    private final Map<String, KeptUnread> unread = new TreeMap<>();
    final Map<WindowLimit.Question, WindowLimit> limits = new EnumMap<>(WindowLimit.Question.class);

    MemoryDoubts(LogStream stream, MemoryLedger ledger, MemoryMarks marks) {
        this.marks = marks;
        this.stream = stream;
        this.ledger = ledger;
    }

    void keep(Listing listing) {
        List<TimeWindow> unproven = listing.spans().stream()
                .filter(it -> !it.proven())
                .map(CoverageSpan::window)
                .toList();
        listing.doubt().filter(it -> !unproven.isEmpty()).ifPresent(it -> keep(unproven, it, listing.listedAt()));
        forget();
    }

    void keep(List<TimeWindow> windows, Doubt doubt, Instant now) {
        for (TimeWindow window : windows) {
            @Nullable UnprovenSpan known = reasons.get(window);
            Instant since = known == null ? now : known.since();
            reasons.put(window, new UnprovenSpan(stream.label(), window, doubt.why(), since, now));
        }
        TimeWindow whole =
                new TimeWindow(windows.getFirst().from(), windows.getLast().to());
        doubt.unread().forEach(it -> keep(it, whole, now));
    }

    private void keep(UnreadRow row, TimeWindow window, Instant now) {
        String hash = hash(row.text());
        @Nullable KeptUnread known = unread.get(hash);
        Instant first = known == null ? now : known.firstSeen();
        unread.put(hash, new KeptUnread(stream.label(), hash, window, row.text(), row.reason(), first, now));
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void replace(KeptUnread old, String text, String reason) {
        if (old.stream().equals(stream.label()) && unread.remove(old.hash()) != null) {
            String hash = hash(text);
            unread.putIfAbsent(
                    hash,
                    new KeptUnread(old.stream(), hash, old.window(), text, reason, old.firstSeen(), old.lastSeen()));
            reasons.replaceAll((window, it) -> new UnprovenSpan(
                    it.stream(), it.window(), it.why().replace(old.reason(), reason), it.since(), it.lastTried()));
        }
    }

    void forget() {
        ledger.spans().stream()
                .filter(it -> !it.proven())
                .map(CoverageSpan::window)
                .forEach(it -> {
                    adopt(it);
                    marks.inherit(stream, it);
                });
        marks.keepUnproven(stream, this::isUnproven);
        reasons.keySet().removeIf(window -> !isUnproven(window));
        unread.values().removeIf(it -> isProven(it.window()));
    }

    /** What is left of an unproven span has its reason. */
    private void adopt(TimeWindow part) {
        if (!reasons.containsKey(part)) {
            reasons.values().stream()
                    .filter(it -> it.window().from() <= part.from()
                            && part.to() <= it.window().to())
                    .findFirst()
                    .map(it -> new UnprovenSpan(it.stream(), part, it.why(), it.since(), it.lastTried()))
                    .ifPresent(it -> reasons.put(part, it));
        }
    }

    private boolean isUnproven(TimeWindow window) {
        return spansIn(window).stream().anyMatch(it -> it.window().equals(window) && !it.proven());
    }

    private boolean isProven(TimeWindow window) {
        long proven = spansIn(window).stream()
                .filter(CoverageSpan::proven)
                .mapToLong(it -> Math.min(window.to(), it.window().to())
                        - Math.max(window.from(), it.window().from()))
                .sum();
        return proven == window.seconds();
    }

    private List<CoverageSpan> spansIn(TimeWindow window) {
        return ledger.overlapping(window);
    }

    List<UnprovenSpan> unproven() {
        List<UnprovenSpan> unproven = new ArrayList<>();
        ledger.spans().stream()
                .filter(it -> !it.proven())
                .forEach(it -> unproven.add(Optional.ofNullable(reasons.get(it.window()))
                        .orElse(new UnprovenSpan(stream.label(), it.window(), UNKNOWN, Instant.EPOCH, Instant.EPOCH))));
        return unproven;
    }

    List<KeptUnread> unread() {
        return List.copyOf(unread.values());
    }
}
