package dev.callvault.serve.console;

import dev.callvault.call.TimeWindow;
import dev.callvault.report.HumanFormat;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.AccountStatus.StreamStatus;
import dev.callvault.store.status.Activity.Hour;
import dev.callvault.store.status.Freshness;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The first page: are we losing anything, and what is going on?
 *
 * @param panels the accounts on this page, those in trouble first
 * @param inTrouble how many accounts are in trouble, on all pages
 */
public record Overview(Frame frame, List<Panel> panels, Series series, Pages pages, long inTrouble) {
    /** One account. */
    public record Panel(AccountStatus status, Instant now, Freshness fresh) {
        public String name() {
            return status.account();
        }

        public String coveragePath() {
            return "/coverage?account=" + URLEncoder.encode(name(), StandardCharsets.UTF_8);
        }

        /** The answer to "are we losing anything?", in a sentence. */
        public String verdict() {
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

        /** A time in the past, such as {@code 3 min 5 s ago}. */
        public String ago(Optional<Instant> instant) {
            return instant.map(it -> HumanFormat.duration(Duration.between(it, now)) + " ago")
                    .orElse("never");
        }
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
