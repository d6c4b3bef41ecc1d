package dev.callvault.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The troubles of one simulated month, by its seed. */
final class Weather {
    private final List<Episode> episodes;

    Weather(List<Episode> episodes) {
        this.episodes = List.copyOf(episodes);
    }

    /** Dozens of short troubles, none beyond the length; in every other month one long enough for records to expire. */
    static Weather of(SplittableRandom random, Instant start, Duration length) {
        List<Episode> episodes = new ArrayList<>();
        Trouble[] kinds = Trouble.values();
        int count = 4 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Trouble trouble = kinds[random.nextInt(kinds.length)];
            long minutes = 1 + (long) Math.pow(random.nextDouble() * 7, 4);
            Instant from = start.plusSeconds(random.nextLong(length.toSeconds()));
            episodes.add(until(
                    start.plus(length),
                    new Episode(trouble, from, from.plusSeconds(60 * minutes), amount(trouble, random))));
        }
        if (random.nextBoolean()) {
            episodes.add(until(start.plus(length), longOutage(random, start, length)));
        }
        return new Weather(episodes);
    }

    private static Episode until(Instant end, Episode episode) {
        Instant to = episode.to().isBefore(end) ? episode.to() : end;
        return new Episode(episode.trouble(), episode.from(), to, episode.amount());
    }

    private static Episode longOutage(SplittableRandom random, Instant start, Duration length) {
        List<Trouble> kinds = List.of(
                Trouble.PROVIDER_DOWN,
                Trouble.DATABASE_DOWN,
                Trouble.STOPPED,
                Trouble.LOGIN_REFUSED,
                Trouble.PASSWORD_CHANGED,
                Trouble.UNREADABLE,
                Trouble.CLOCK_OFF_BY_HOURS,
                Trouble.CLOCK_JUMPS,
                Trouble.NO_DATE,
                Trouble.SERVER_ERRORS);
        Trouble trouble = kinds.get(random.nextInt(kinds.size()));
        Instant from = start.plusSeconds(
                random.nextLong(length.toSeconds() - Duration.ofDays(10).toSeconds()));
        long hours = 60L + random.nextInt(120);
        return new Episode(trouble, from, from.plus(Duration.ofHours(hours)), amount(trouble, random));
    }

    private static int amount(Trouble trouble, SplittableRandom random) {
        return switch (trouble) {
            case CLOCK_OFF_A_LITTLE -> random.nextInt(-3500, 3500);
            case CLOCK_OFF_BY_HOURS -> (random.nextBoolean() ? 1 : -1) * random.nextInt(4000, 700_000);
            case CLOCK_FAR_OFF -> (random.nextInt(4) == 0 ? -1 : 1) * random.nextInt(20_000_000, 40_000_000);
            case CLOCK_JUMPS -> (random.nextInt(4) == 0 ? -1 : 1) * random.nextInt(600, 40_000_000);
            case WRONG_TOTALS -> random.nextBoolean() ? 1 : -1;
            case LAGGING -> random.nextInt(1200);
            case CAPPED_PAGES -> 3 + random.nextInt(60);
            default -> 30 + random.nextInt(71);
        };
    }

    /** The amount of a trouble that is on. */
    Optional<Episode> on(Trouble trouble, Instant now) {
        for (Episode episode : episodes) {
            if (episode.trouble() == trouble && episode.isOn(now)) {
                return Optional.of(episode);
            }
        }
        return Optional.empty();
    }

    /** Somebody else's wrong password is no trouble of ours. */
    boolean isClear(Instant from, Instant to) {
        return episodes.stream()
                .filter(it -> it.trouble() != Trouble.MISTYPED)
                .noneMatch(it -> it.from().isBefore(to) && it.to().isAfter(from));
    }

    /** The password that the provider accepts. */
    String password(Instant now) {
        return password(episodes.stream()
                .filter(it ->
                        it.trouble() == Trouble.PASSWORD_CHANGED && !it.from().isAfter(now))
                .count());
    }

    /** The password that is configured; wrong while a change of it lasts. */
    String configured(Instant now) {
        return password(episodes.stream()
                .filter(it ->
                        it.trouble() == Trouble.PASSWORD_CHANGED && !it.to().isAfter(now))
                .count());
    }

    private static String password(long changes) {
        return "password " + changes;
    }

    /** Whether the provider's totals were wrong at some time in between, or lacked what it had shown before. */
    boolean lies(Instant from, Instant to) {
        return episodes.stream()
                .filter(it -> it.trouble() == Trouble.WRONG_TOTALS || it.trouble() == Trouble.LAGGING)
                .anyMatch(it -> it.from().isBefore(to) && it.to().isAfter(from));
    }

    List<Episode> episodes() {
        return episodes;
    }
}
