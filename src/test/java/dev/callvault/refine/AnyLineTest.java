package dev.callvault.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.callvault.Proof;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.call.SessionLine;
import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines made up at random or with malice. The seeds are fixed, so that a failure can be repeated. */
class AnyLineTest {
    private static final int FEW = 500;
    private static final int MANY = 100_000;
    private static final int LONG = 1 << 17;
    private static final DateTimeFormatter WALL_CLOCK =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss", Locale.ENGLISH);

    /** The parts of generated lines, which make them similar to real ones. */
    private static final List<String> PIECES = List.of(
            "inbound",
            "error",
            "local",
            " ",
            " ",
            " ",
            "  ",
            "[",
            "]",
            "[03/Nov/2017:14:38:30 -0500]",
            "[03/Nov/2017:",
            "3",
            "6177123000",
            "200035;003;1509734279",
            ";",
            ":",
            "1509734310",
            "99999999999999999999",
            "00:00:29",
            "-",
            "\\/",
            "\0",
            "\n",
            "\t",
            "\uFFFD",
            "\uD800",
            "ı",
            "İ",
            "٣",
            "𝄞",
            "");

    @Test
    void no_line_is_refused_or_changed() {
        noLineIsRefusedOrChanged(new Random(20171103), FEW);
    }

    @Test
    @Proof
    void no_line_is_refused_or_changed_in_many_more_cases() {
        noLineIsRefusedOrChanged(new Random(20171103 + 1), MANY);
    }

    private static void noLineIsRefusedOrChanged(Random random, int cases) {
        for (int i = 0; i < cases; i++) {
            RawLine raw = new RawLine(i % 2 == 0 ? pieces(random) : characters(random), false);

            SessionLine session = NewYork.LINES.sessions(List.of(raw)).getFirst();
            ErrorLine error =
                    NewYork.LINES.errors(List.of(raw), it -> List.of()).getFirst();

            assertThat(session.raw()).isSameAs(raw);
            assertThat(error.raw()).isSameAs(raw);
            assertThat(session.key()).isEqualTo(error.key());
            assertThat(session.key().hash()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void reading_a_rendered_session_gives_back_its_values() {
        readingARenderedSessionGivesBackItsValues(new Random(1509734310), FEW);
    }

    @Test
    @Proof
    void reading_a_rendered_session_gives_back_its_values_in_many_more_cases() {
        readingARenderedSessionGivesBackItsValues(new Random(1509734310 + 1), MANY);
    }

    private static void readingARenderedSessionGivesBackItsValues(Random random, int cases) {
        for (int i = 0; i < cases; i++) {
            Instant start = Instant.ofEpochSecond(random.nextLong(253_402_300_800L));
            Instant end = Instant.ofEpochSecond(random.nextLong(253_402_300_800L));
            Duration length = Duration.ofSeconds(random.nextInt(1_000_000));
            String kind = List.of("inbound", "outbound", "transfer").get(random.nextInt(3));
            String ani = random.nextInt(5) == 0 ? "" : digits(random);
            int channel = random.nextInt(1000);
            String dnis = digits(random);
            String session = session(random);
            String before = kind + " " + ani + " " + channel + " [" + wallClock(random);
            String after = "] " + dnis + " " + session + " " + start.getEpochSecond() + " " + end.getEpochSecond() + " "
                    + printed(length);

            SessionLine line = NewYork.session(before + offset(random) + after);

            assertThat(line)
                    .isEqualTo(new SessionLine(
                            NewYork.session(before + after).key(),
                            kind,
                            ani,
                            channel,
                            dnis,
                            new SessionId(session),
                            start,
                            end,
                            length,
                            true,
                            line.raw()));
        }
    }

    @Test
    void reading_a_rendered_error_gives_back_its_values() {
        readingARenderedErrorGivesBackItsValues(new Random(1479411625), FEW);
    }

    @Test
    @Proof
    void reading_a_rendered_error_gives_back_its_values_in_many_more_cases() {
        readingARenderedErrorGivesBackItsValues(new Random(1479411625 + 1), MANY);
    }

    private static void readingARenderedErrorGivesBackItsValues(Random random, int cases) {
        for (int i = 0; i < cases; i++) {
            Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            String ani = random.nextInt(5) == 0 ? "" : digits(random);
            int channel = random.nextInt(1000);
            String dnis = digits(random);
            String session = session(random);
            String message = pieces(random)
                    .replace("\0", "")
                    .replace("\\/", "/")
                    .replace("\uFFFD", "")
                    .replace("\uD800", "");
            String before = "error " + ani + " " + channel + " [" + wallClock(at);
            String after = "] " + dnis + " " + session + " " + message;

            ErrorLine line = NewYork.LINES
                    .errors(
                            List.of(new RawLine(before + offset(random) + after, false)),
                            it -> List.of(new TimeWindow(at.getEpochSecond(), at.getEpochSecond() + 1)))
                    .getFirst();

            assertThat(line)
                    .isEqualTo(new ErrorLine(
                            NewYork.error(before + after).key(),
                            at,
                            ani,
                            channel,
                            dnis,
                            new SessionId(session),
                            message,
                            true,
                            false,
                            line.raw()));
        }
    }

    static Stream<String> hostile() {
        String real = "inbound 7185551234 3 [03/Nov/2017:14:38:30 -0500] 6177123000 ";
        return Stream.of(
                        "[",
                        "]",
                        " ",
                        ";",
                        ":",
                        "1",
                        "a",
                        "\0",
                        "[03/Nov/2017:14:38:30 ",
                        "[03/Nov/2017:14:38:30 -0500",
                        "[03/Nov/2017:14:38:30 -0500]",
                        "/",
                        "1 ",
                        "a;1;1 ",
                        "\uD834\uDD1E")
                .flatMap(it -> {
                    String much = it.repeat(LONG / it.length());
                    return Stream.of(
                            much,
                            real + much,
                            real + "200035;003;1509734279 " + much,
                            "inbound " + much + real.substring("inbound".length())
                                    + "200035;003;1509734279 1 2 0:00:01",
                            "inbound 7185551234 3 [03/Nov/2017:14:38:30 " + much + "] 6177123000");
                });
    }

    /** A parser that backtracked in it would take hours. */
    @ParameterizedTest
    @MethodSource("hostile")
    void a_very_long_line_is_read_in_one_go(String hostile) {
        RawLine raw = new RawLine(hostile, false);

        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            assertThat(NewYork.LINES.sessions(List.of(raw)).getFirst().raw()).isSameAs(raw);
            assertThat(NewYork.LINES
                            .errors(List.of(raw), it -> List.of())
                            .getFirst()
                            .raw())
                    .isSameAs(raw);
        });
    }

    @Test
    void a_very_long_message_is_kept_whole() {
        String message = "[03/Nov/2017:14:38:30 -0500] : ".repeat(LONG / 31);

        assertThat(NewYork.error("error 1 6 [17/Nov/2016:14:40:46 -0400] 2 100025;006;1479411625 " + message)
                        .message())
                .isEqualTo(message);
    }

    @Test
    void a_session_id_longer_than_an_index_can_hold_is_none() {
        String line = "inbound 1 3 [03/Nov/2017:14:38:30 -0500] 2 %s 1509734310 1509734339 00:00:29";

        assertThat(NewYork.session(line.formatted("x".repeat(255))).sessionId())
                .isEqualTo(new SessionId("x".repeat(255)));
        assertThat(NewYork.session(line.formatted("x".repeat(256))).parsed()).isFalse();
        assertThat(NewYork.session(line.formatted("x".repeat(256))).sessionId()).isNull();
    }

    private static String pieces(Random random) {
        return IntStream.range(0, random.nextInt(24))
                .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private static String characters(Random random) {
        return IntStream.range(0, random.nextInt(200))
                .map(i -> random.nextInt(random.nextBoolean() ? 0x80 : 0x10000))
                .mapToObj(it -> Character.toString((char) it))
                .collect(Collectors.joining());
    }

    private static String digits(Random random) {
        return Long.toString(random.nextLong(10_000_000_000L));
    }

    private static String session(Random random) {
        return String.format(
                Locale.ROOT,
                "%06d;%03d;%d",
                random.nextInt(1_000_000),
                random.nextInt(1000),
                random.nextLong(4_000_000_000L));
    }

    private static String wallClock(Random random) {
        return wallClock(Instant.ofEpochSecond(random.nextLong(4_000_000_000L)));
    }

    private static String wallClock(Instant instant) {
        return WALL_CLOCK.format(ZonedDateTime.ofInstant(instant, ZoneId.of("America/New_York")));
    }

    private static String offset(Random random) {
        return String.format(
                Locale.ROOT, " %s%02d%02d", random.nextBoolean() ? "+" : "-", random.nextInt(15), random.nextInt(60));
    }

    private static String printed(Duration length) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d", length.toHours(), length.toMinutesPart(), length.toSecondsPart());
    }
}
