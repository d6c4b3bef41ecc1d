package dev.callvault.serve.console;

import dev.callvault.call.TimeWindow;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.Activity.Hour;
import dev.callvault.store.status.Freshness;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The first page: are we losing anything, and what is going on?
 *
 * @param panels the accounts on this page, those in trouble first
 * @param inTrouble how many accounts are in trouble, on all pages
 */
public record Overview(
        Frame frame, List<Panel> panels, Series series, Pages pages, long inTrouble, AccountChoice choice) {
    /**
     * One account.
     *
     * @param series its calls and errors; empty where the page's picture shows this account alone
     */
    public record Panel(AccountStatus status, Instant now, Freshness fresh, Optional<Series> series) {
        public String name() {
            return status.account();
        }

        public String coveragePath() {
            return "/coverage?account=" + URLEncoder.encode(name(), StandardCharsets.UTF_8);
        }

        /** The answer to "are we losing anything?", in a sentence. */
        public String verdict() {
            if (status.closed().isPresent()) {
                return "Closed";
            }
            return switch (status.verdict(now, fresh).kind()) {
                case REFUSED -> "Login refused";
                case STALE -> "No recent success";
                case BEHIND -> "Something will be lost";
                case LOST -> HumanFormat.count(status.gaps(), "record") + " lost";
                case UNPROVEN -> status.unprovenSpans() > 0 ? "Some time is not proven" : "Some records are in doubt";
                case OK -> "Nothing is lost";
            };
        }

        /** The class of the verdict: good, warn or bad. */
        public String mood() {
            return switch (status.verdict(now, fresh).kind()) {
                case REFUSED, BEHIND, LOST -> "bad";
                case STALE, UNPROVEN -> "warn";
                case OK -> "good";
            };
        }

        public String headroom() {
            return status.headroom().map(HumanFormat::duration).orElse("–");
        }

        public String backlog() {
            return HumanFormat.count(status.backlog());
        }

        public List<StreamStatus> streams() {
            return status.streams();
        }

        public Map<String, Long> logStates() {
            return status.logStates();
        }
    }

    /** The calls of an hour. */
    public String hourPath(Hour hour) {
        return CallForm.BLANK.withHour(choice.chosen(), hour.start()).path();
    }

    /** Whose calls and errors the picture shows, if there could be doubt. */
    public String whose() {
        if (!choice.isMixed()) {
            return choice.chosen();
        }
        return "all " + choice.names().size() + " accounts together";
    }

    /** Calls and errors per hour, as columns of numbers for the chart. */
    public record Series(List<Hour> hours) {
        /** Includes the hours without calls or errors. */
        static Series of(List<Hour> busy, TimeWindow window) {
            Map<Instant, Hour> known = busy.stream().collect(Collectors.toMap(Hour::start, it -> it));
            List<Hour> all = new ArrayList<>();
            Instant first = window.start().truncatedTo(ChronoUnit.HOURS);
            for (Instant hour = first; hour.isBefore(window.end()); hour = hour.plus(1, ChronoUnit.HOURS)) {
                all.add(known.getOrDefault(hour, new Hour(hour, 0, 0)));
            }
            return new Series(all);
        }

        private static final int HEIGHT = 40;
        private static final int WIDTH = 3;

        /** A bar of a small picture, in the units of the image. */
        public record Bar(int x, int y, int height) {}

        /** Calls per hour as bars, scaled to the busiest hour. */
        public List<Bar> bars() {
            long most = Math.max(1, hours.stream().mapToLong(Hour::calls).max().orElse(1));
            return IntStream.range(0, hours.size())
                    .filter(it -> hours.get(it).calls() > 0)
                    .mapToObj(it -> {
                        int height = (int) Math.ceilDiv(hours.get(it).calls() * HEIGHT, most);
                        return new Bar(it * WIDTH, HEIGHT - height, height);
                    })
                    .toList();
        }

        public int width() {
            return hours.size() * WIDTH;
        }

        /** The hours with calls or errors, newest first. */
        public List<Hour> busy() {
            return hours.reversed().stream()
                    .filter(it -> it.calls() + it.errors() > 0)
                    .toList();
        }

        /** Epoch seconds, calls and errors, as three lists in JSON. */
        public String json() {
            return "["
                    + column(hours.stream()
                            .map(it -> it.start().getEpochSecond())
                            .toList()) + ","
                    + column(hours.stream().map(Hour::calls).toList()) + ","
                    + column(hours.stream().map(Hour::errors).toList()) + "]";
        }

        private static String column(List<Long> numbers) {
            return numbers.toString();
        }

        public String calls() {
            return HumanFormat.count(hours.stream().mapToLong(Hour::calls).sum());
        }

        public String errors() {
            return HumanFormat.count(hours.stream().mapToLong(Hour::errors).sum());
        }
    }
}
