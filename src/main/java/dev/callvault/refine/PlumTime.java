package dev.callvault.refine;

import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The only place that interprets the provider's times. The wall clock in a line is in the account's zone; the offset
 * printed after it is wrong by an hour in every documented sample and is ignored.
 */
final class PlumTime {
    /** The last second of the year 9999; later times cannot be a call's. */
    private static final long LATEST = 253_402_300_799L;

    private static final DateTimeFormatter WALL_CLOCK = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d/MMM/uuuu:HH:mm:ss")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private final ZoneId zone;

    PlumTime(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * An instant from a wall clock.
     *
     * @param ambiguous whether the wall clock matches two instants or none
     */
    record Reading(Instant instant, boolean ambiguous) {}

    /**
     * The instant of an event in a session.
     *
     * <p>In the hour that repeats in autumn, an instant before the session's channel became ready is ruled out, then
     * one outside the session's own calls; if both remain, the earlier is taken and flagged. In the hour skipped in
     * spring, the clock is read as if it had not been set forward, and flagged.
     *
     * @return empty for a wall clock that is not a valid date, or cannot be a call's time
     */
    Optional<Reading> read(String wallClock, SessionId session, Function<SessionId, List<TimeWindow>> sessionTimes) {
        return local(wallClock)
                .map(local -> resolve(local, session, sessionTimes))
                .filter(it -> isTimeOfCall(it.instant().getEpochSecond()));
    }

    private Reading resolve(
            LocalDateTime local, SessionId session, Function<SessionId, List<TimeWindow>> sessionTimes) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return switch (offsets.size()) {
            case 1 -> new Reading(local.toInstant(offsets.getFirst()), false);
            case 0 -> new Reading(ZonedDateTime.of(local, zone).toInstant(), true);
            default -> choose(candidates(local, offsets), session, sessionTimes);
        };
    }

    private static List<Instant> candidates(LocalDateTime local, List<ZoneOffset> offsets) {
        return offsets.stream().map(local::toInstant).sorted().toList();
    }

    private static Reading choose(
            List<Instant> candidates, SessionId session, Function<SessionId, List<TimeWindow>> sessionTimes) {
        List<Instant> possible = narrowed(
                candidates,
                candidates.stream()
                        .filter(it -> session.readyAt()
                                .map(ready -> !it.isBefore(ready))
                                .orElse(true))
                        .toList());
        if (possible.size() > 1) {
            List<TimeWindow> calls = sessionTimes.apply(session);
            possible = narrowed(
                    possible,
                    possible.stream()
                            .filter(it -> calls.stream().anyMatch(call -> call.contains(it)))
                            .toList());
        }
        return new Reading(possible.getFirst(), possible.size() > 1);
    }

    /** A rule that leaves no candidate is ignored. */
    private static List<Instant> narrowed(List<Instant> candidates, List<Instant> left) {
        return left.isEmpty() ? candidates : left;
    }

    private static Optional<LocalDateTime> local(String wallClock) {
        try {
            return Optional.of(LocalDateTime.parse(wallClock, WALL_CLOCK));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** Epoch seconds as an instant; empty if they cannot be a call's time. */
    static Optional<Instant> epoch(String digits) {
        if (digits.isEmpty() || digits.length() > 12 || !Texts.isDigits(digits)) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(digits);
        return isTimeOfCall(seconds) ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    }

    private static boolean isTimeOfCall(long seconds) {
        return 0 <= seconds && seconds <= LATEST;
    }
}
