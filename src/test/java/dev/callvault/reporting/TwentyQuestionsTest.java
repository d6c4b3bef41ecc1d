package dev.callvault.reporting;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.callvault.app.Scene;
import dev.callvault.call.CallSummary;
import dev.callvault.call.TimeWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The questions of the page on reports, as they stand there, answered as the simulator's truth has it. A second account
 * has the calls of the first, seven minutes later, and lost their logs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwentyQuestionsTest {
    private static final Path PAGE = Path.of("src", "docs", "reports.md");
    private static final Pattern QUESTION =
            Pattern.compile("(?m)^\\*\\*(\\d+)\\. [^*]+\\*\\*\n\n```sql\n([^`]+);\n```$");
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Duration LATER = Duration.ofMinutes(7);
    private static final String SECOND = """
            INSERT INTO archive.accounts (name, base_url, zone, created_at)
            VALUES ('second', 'https://example.org/ws', 'America/New_York', now());
            INSERT INTO archive.calls SELECT (jsonb_populate_record(NULL::archive.calls, to_jsonb(row) || jsonb_build_object(
                'account_id', 2, 'log_state', 'lost', 'started_at', started_at + interval '7 minutes',
                'ended_at', ended_at + interval '7 minutes'))).*
            FROM archive.calls AS row""";

    private final Scene scene = Scene.small();
    private final Map<Integer, String> questions = questions();
    private final List<Call> calls = new ArrayList<>();

    /** A call of one of the accounts. */
    private record Call(String account, CallSummary summary, Instant start, long length) {
        static Call of(String account, CallSummary summary, Duration later) {
            long length = Duration.between(summary.startedAt(), Objects.requireNonNull(summary.endedAt()))
                    .toSeconds();
            return new Call(account, summary, summary.startedAt().plus(later), length);
        }

        ZonedDateTime local() {
            return start.atZone(ZONE);
        }

        LocalDate day() {
            return local().toLocalDate();
        }

        Instant end() {
            return start.plusSeconds(length);
        }

        boolean isInbound() {
            return summary.direction().equals("inbound");
        }

        String caller() {
            return e164(summary.caller());
        }

        String called() {
            return e164(summary.called());
        }

        private static String e164(String spelled) {
            return spelled.isEmpty() ? "null" : "+1" + spelled.substring(spelled.length() - 10);
        }
    }

    @BeforeAll
    void archive() {
        scene.archive();
        scene.archived.execute(SECOND);
        for (CallSummary call : scene.simulator.truth().calls(scene.archived.past(Duration.ofDays(5)))) {
            calls.add(Call.of("default", call, Duration.ZERO));
            calls.add(Call.of("second", call, LATER));
        }
        assertThat(calls).hasSizeGreaterThan(200);
    }

    @AfterAll
    void close() {
        scene.close();
    }

    private static Map<Integer, String> questions() {
        try {
            return QUESTION.matcher(Files.readString(PAGE))
                    .results()
                    .collect(Collectors.toMap(
                            (MatchResult it) -> Integer.parseInt(it.group(1)), (MatchResult it) -> it.group(2)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> answer(int question) {
        return scene.archived.rows(Objects.requireNonNull(questions.get(question)));
    }

    private void is(int question, Stream<String> expected) {
        assertThat(answer(question))
                .as("question %d", question)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(expected.toList());
    }

    private <K> Stream<Map.Entry<K, List<Call>>> by(Function<Call, K> key) {
        return calls.stream().collect(groupingBy(key)).entrySet().stream();
    }

    @Test
    void there_are_twenty_of_them() {
        assertThat(questions).hasSize(20).containsKeys(1, 20);
    }

    @Test
    void calls_per_day_and_number() {
        is(
                1,
                by(it -> it.account() + "|" + it.day() + "|" + it.called())
                        .map(it -> it.getKey() + "|" + it.getValue().size()));
    }

    @Test
    void the_busiest_hour() {
        Map<String, Long> busy = new HashMap<>();
        for (Call call : calls) {
            for (Instant hour = call.start().truncatedTo(ChronoUnit.HOURS);
                    hour.isBefore(call.end());
                    hour = hour.plusSeconds(3600)) {
                Instant from = call.start().isAfter(hour) ? call.start() : hour;
                Instant next = hour.plusSeconds(3600);
                Instant to = call.end().isBefore(next) ? call.end() : next;
                busy.merge(
                        call.account() + "|" + hour, Duration.between(from, to).toSeconds(), Long::sum);
            }
        }
        long most = busy.values().stream().mapToLong(it -> it).max().orElseThrow();

        List<String> answer = answer(2);
        assertThat(answer).hasSize(5);
        String[] first = answer.getFirst().split("\\|", -1);
        assertThat(first[2]).isEqualTo(String.format(Locale.ROOT, "%.3f", most / 3600.0));
        Instant hour =
                LocalDateTime.parse(first[1].replace(' ', 'T')).atZone(ZONE).toInstant();
        assertThat(busy).containsEntry(first[0] + "|" + hour, most);
    }

    @Test
    void peaks_by_account_and_over_all() {
        List<String> expected = new ArrayList<>();
        Set<Instant> hours = new HashSet<>();
        for (Call call : calls) {
            for (Instant hour = call.start().truncatedTo(ChronoUnit.HOURS);
                    hour.isBefore(call.end()) || hour.equals(call.start());
                    hour = hour.plusSeconds(3600)) {
                hours.add(hour);
            }
        }
        for (Instant hour : hours) {
            for (String account : List.of("default", "second")) {
                if (calls.stream().anyMatch(it -> it.account().equals(account) && touches(it, hour))) {
                    expected.add(hour + "|" + peak(hour, "") + "|" + account + "|" + peak(hour, account));
                }
            }
        }

        assertThat(answer(3).stream().map(TwentyQuestionsTest::withInstant))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static boolean touches(Call call, Instant hour) {
        return call.start().isBefore(hour.plusSeconds(3600)) && call.end().isAfter(hour);
    }

    /** The first column is a time in the session's zone. */
    private static String withInstant(String row) {
        int bar = row.indexOf('|');
        return OffsetDateTime.parse(row.substring(0, bar).replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00"))
                        .toInstant()
                + row.substring(bar);
    }

    private long peak(Instant hour, String account) {
        List<Call> present = calls.stream()
                .filter(it -> it.account().startsWith(account) && touches(it, hour))
                .toList();
        return present.stream()
                .map(it -> it.start().isAfter(hour) ? it.start() : hour)
                .mapToLong(at -> present.stream()
                        .filter(it -> !it.start().isAfter(at) && it.end().isAfter(at))
                        .count())
                .max()
                .orElse(0);
    }

    @Test
    void mean_median_and_95th_percentile() {
        is(4, by(it -> it.account() + "|" + it.day()).map(it -> {
            long[] lengths =
                    it.getValue().stream().mapToLong(Call::length).sorted().toArray();
            double mean =
                    it.getValue().stream().mapToLong(Call::length).average().orElseThrow();
            return it.getKey() + "|" + tenth(mean) + "|" + tenth(percentile(lengths, 0.5)) + "|"
                    + tenth(percentile(lengths, 0.95));
        }));
    }

    private static double percentile(long[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Rounded as PostgreSQL rounds a number. */
    private static String tenth(double number) {
        return new BigDecimal(number)
                .setScale(9, RoundingMode.HALF_UP)
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString();
    }

    @Test
    void the_share_of_short_calls() {
        is(5, by(Call::account).map(it -> {
            long few = it.getValue().stream().filter(call -> call.length() <= 6).count();
            return it.getKey() + "|" + few + "|"
                    + tenth(100.0 * few / it.getValue().size());
        }));
    }

    @Test
    void calls_of_those_who_called_within_a_day() {
        Map<String, List<Call>> callers = calls.stream()
                .filter(it -> it.isInbound() && !it.caller().equals("null"))
                .sorted(Comparator.comparing(Call::start))
                .collect(groupingBy(it -> it.account() + it.caller()));
        Map<String, long[]> days = new HashMap<>();
        callers.values().forEach(theirs -> {
            @Nullable Instant previous = null;
            for (Call call : theirs) {
                long[] counts = days.computeIfAbsent(call.account() + "|" + call.day(), it -> new long[2]);
                counts[0]++;
                if (previous != null && !previous.plus(Duration.ofDays(1)).isBefore(call.start())) {
                    counts[1]++;
                }
                previous = call.start();
            }
        });
        assertThat(days.values().stream().mapToLong(it -> it[1]).sum()).isPositive();
        is(6, days.entrySet().stream().map(it -> it.getKey() + "|" + it.getValue()[0] + "|" + it.getValue()[1]));
    }

    @Test
    void first_time_callers() {
        is(
                7,
                calls.stream()
                        .filter(it -> it.isInbound() && !it.caller().equals("null"))
                        .collect(groupingBy(it -> it.account() + "|" + it.caller()))
                        .values()
                        .stream()
                        .map(it -> it.stream()
                                .min(Comparator.comparing(Call::start))
                                .orElseThrow())
                        .collect(groupingBy(it -> it.account() + "|" + it.day(), counting()))
                        .entrySet()
                        .stream()
                        .map(it -> it.getKey() + "|" + it.getValue()));
    }

    @Test
    void errors_by_kind_and_day_and_by_gateway() {
        List<String> lines = scene.simulator
                .truth()
                .errorLines(TimeWindow.between(Instant.parse("2026-11-01T04:00:00Z"), Scene.NOW));
        assertThat(answer(8).stream()
                        .mapToLong(it -> Long.parseLong(it.split("\\|", -1)[3]))
                        .sum())
                .isPositive()
                .isEqualTo(lines.size());
        long thursday = calls.stream()
                .filter(it -> it.account().equals("default") && it.day().equals(LocalDate.of(2026, 11, 19)))
                .count();
        assertThat(answer(8))
                .filteredOn(it -> it.startsWith("default|2026-11-19|"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(Double.parseDouble(it.split("\\|", -1)[4]))
                        .isCloseTo(1000.0 * Long.parseLong(it.split("\\|", -1)[3]) / thursday, within(0.006)));

        Pattern gateway = Pattern.compile(" (\\d+);\\d+;\\d+ ");
        Map<String, Long> expected = lines.stream()
                .map(gateway::matcher)
                .filter(Matcher::find)
                .collect(groupingBy(it -> it.group(1), counting()));
        is(9, expected.entrySet().stream().map(it -> "default|" + it.getKey() + "|" + it.getValue()));
    }

    @Test
    void calls_with_errors_and_their_logs() {
        List<String> answer = answer(10);
        assertThat(answer).allMatch(it -> it.startsWith("default|"));
        Map<String, CallSummary> byId = calls.stream()
                .collect(Collectors.toMap(it -> it.summary().logId().toString(), Call::summary, (one, same) -> one));
        for (String row : answer) {
            String[] columns = row.split("\\|", 4);
            CallSummary call = Objects.requireNonNull(byId.get(columns[1]));
            assertThat(columns[3]).isEqualTo(new String(scene.simulator.truth().body(call), StandardCharsets.UTF_8));
        }
    }

    @Test
    void calls_by_area_are_all_inbound_calls() {
        assertThat(answer(11).stream()
                        .mapToLong(it -> Long.parseLong(it.substring(it.lastIndexOf('|') + 1)))
                        .sum())
                .isEqualTo(calls.stream().filter(Call::isInbound).count());
        assertThat(answer(11)).anyMatch(it -> it.startsWith("default|US|"));
    }

    @Test
    void weekdays_and_hours() {
        Map<String, Long> known = answer(12).stream()
                .map(it -> it.split("\\|", -1))
                .filter(it -> Long.parseLong(it[3]) > 0)
                .collect(Collectors.toMap(it -> it[0] + "|" + it[1] + "|" + it[2], it -> Long.valueOf(it[3])));
        Instant first = Scene.NOW
                .minus(Duration.ofDays(5))
                .truncatedTo(ChronoUnit.HOURS)
                .plusSeconds(3600);
        Instant last = Scene.NOW.truncatedTo(ChronoUnit.HOURS);
        assertThat(known)
                .as("the second account has no coverage, so that no hour of it is known to be complete")
                .isEqualTo(calls.stream()
                        .filter(it -> it.account().equals("default"))
                        .filter(it -> !it.start().isBefore(first) && it.start().isBefore(last))
                        .collect(groupingBy(
                                it -> it.account() + "|"
                                        + it.local().getDayOfWeek().getValue() + "|"
                                        + it.local().getHour(),
                                counting())));
    }

    @Test
    void week_over_week_and_month_to_date() {
        Map<String, Long> weeks = calls.stream()
                .collect(groupingBy(
                        it -> it.account() + "|" + it.day().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                        counting()));
        assertThat(weeks).hasSize(4);
        is(13, weeks.entrySet().stream().map(it -> {
            String before = it.getKey().replace("2026-11-16", "2026-11-09");
            return it.getKey() + "|" + it.getValue() + "|"
                    + (before.equals(it.getKey()) ? "null" : it.getValue() - Objects.requireNonNull(weeks.get(before)));
        }));

        assertThat(answer(14)).hasSize(2);
        assertThat(answer(14).getLast())
                .isEqualTo("default|2026-11-01|"
                        + scene.archived.count("SELECT count(*) FROM archive.sessions WHERE started_at >="
                                + " '2026-11-01 America/New_York' AND started_at < '2026-11-21 America/New_York'"));
    }

    @Test
    void the_longest_calls() {
        is(
                15,
                calls.stream()
                        .sorted(Comparator.comparingLong(Call::length)
                                .reversed()
                                .thenComparing(Call::start))
                        .limit(5)
                        .map(it -> String.join(
                                "|",
                                it.account(),
                                it.summary().logId().toString(),
                                it.caller(),
                                it.called(),
                                Long.toString(it.length()))));
    }

    @Test
    void calls_without_a_log_health_and_time_to_loss() {
        is(16, Stream.of("second|lost|" + calls.size() / 2));
        assertThat(answer(17))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("default|0|0|0|0|2026-11-2")
                .endsWith("|t");
        assertThat(answer(18))
                .hasSize(2)
                .as("the first has not been listed since the scene's now, the second never")
                .satisfies(it -> assertThat(it.getFirst())
                        .startsWith("default|2026-11-2")
                        .endsWith("|calls|0"))
                .satisfies(it -> assertThat(it.getLast()).startsWith("second|").endsWith("|calls|0"));
    }

    @Test
    void the_invoice() {
        is(
                19,
                by(it -> it.account() + "|" + it.summary().direction() + "|"
                                + (it.isInbound() ? it.called() : it.caller()))
                        .map(it -> it.getKey() + "|" + it.getValue().size() + "|"
                                + it.getValue().stream()
                                        .mapToLong(call -> (call.length() + 59) / 60)
                                        .sum()));
    }

    @Test
    void all_of_a_session() {
        CallSummary call = calls.getFirst().summary();
        List<String> answer = scene.archived.rows(Objects.requireNonNull(questions.get(20))
                .replace("100031;036;1795694761", call.sessionId().value()));
        assertThat(answer)
                .filteredOn(it -> it.startsWith("default|"))
                .anyMatch(it -> it.contains("|call|") && it.endsWith("|" + call.logId()))
                .anyMatch(it -> it.contains("|" + call.direction() + "|"));
        assertThat(answer).filteredOn(it -> it.startsWith("second|")).hasSize(1);
    }
}
