package dev.callvault.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.content.Content;
import dev.callvault.content.LongContent;
import dev.callvault.wire.answer.LogAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reading what the writer wrote returns the same rows, whatever they contain. The seeds are fixed, so that a failure
 * can be repeated.
 */
class WireIdentityTest {
    private static final int CASES = 300;
    private static final int MAX_ROWS = 30;
    /** The year 9999 ends there. */
    private static final long LAST_SECOND = 253_402_300_799L;

    /** Text that is most likely to be mistaken for the format's syntax. */
    private static final List<String> ODD = List.of(
            "\"",
            "\\",
            "\\\\",
            "/",
            "<",
            ">",
            "&",
            "&amp;",
            "]]>",
            "<!--",
            "'",
            "\t",
            "\n",
            "\r",
            "\r\n",
            " ",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "success",
            "\u00E9",
            "\u0130",
            "\u2028",
            "\uFEFF",
            "\uFFFD",
            "\uD83D\uDE00");

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void calls_come_back_as_they_were(WireFormat format) throws IOException {
        Random random = new Random(20171103);
        for (int i = 0; i < CASES; i++) {
            List<CallSummary> calls =
                    rows(random).mapToObj(it -> call(random, format)).toList();
            long total = random.nextLong(Long.MAX_VALUE);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            format.writer().calls(out, total, calls.iterator());

            assertThat(format.reader().calls(out.toByteArray())).isEqualTo(new Page<>(total, calls, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void lines_come_back_as_they_would_have_been_received(WireFormat format) throws IOException {
        Random random = new Random(1509734310);
        for (int i = 0; i < CASES; i++) {
            List<String> lines = rows(random)
                    .mapToObj(it -> "-" + unescaped(text(random, format)))
                    .toList();
            long total = random.nextLong(Long.MAX_VALUE);
            Page<RawLine> expected =
                    new Page<>(total, lines.stream().map(RawLine::received).toList(), 0);
            ByteArrayOutputStream sessions = new ByteArrayOutputStream();
            format.writer().sessions(sessions, total, lines.iterator());
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            format.writer().errors(errors, total, lines.iterator());

            assertThat(format.reader().sessions(sessions.toByteArray())).isEqualTo(expected);
            assertThat(format.reader().errors(errors.toByteArray())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void a_log_comes_back_byte_for_byte(WireFormat format) throws IOException {
        Random random = new Random(1479411625);
        for (int i = 0; i < CASES; i++) {
            byte[] body = body(random, format);
            LogAnswer log = new LogAnswer(
                    text(random, format),
                    text(random, format),
                    text(random, format),
                    random.nextLong(LAST_SECOND),
                    text(random, format),
                    Content.of(body));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            format.writer().log(out, log);

            for (Content answer : List.of(Content.of(out.toByteArray()), new LongContent(out.toByteArray()))) {
                LogAnswer read = format.reader().log(answer);

                assertThat(Objects.requireNonNull(read.log()).bytes()).isEqualTo(body);
                assertThat(scalars(read)).isEqualTo(scalars(log));
            }
        }
    }

    private static List<String> scalars(LogAnswer log) {
        return List.of(log.dest(), log.src(), log.type(), String.valueOf(log.timestamp()), log.location());
    }

    private static IntStream rows(Random random) {
        return IntStream.range(0, random.nextInt(MAX_ROWS));
    }

    private static CallSummary call(Random random, WireFormat format) {
        Instant start = Instant.ofEpochSecond(random.nextLong(946_684_800L, 4_102_444_800L));
        return new CallSummary(
                new LogId(random.nextLong(Long.MAX_VALUE)),
                new SessionId(text(random, format)),
                text(random, format),
                text(random, format),
                text(random, format),
                start,
                random.nextInt(5) == 0 ? null : Instant.ofEpochSecond(1 + random.nextLong(LAST_SECOND)));
    }

    /** JSON can carry any byte, XML only text. */
    private static byte[] body(Random random, WireFormat format) {
        if (format == WireFormat.XML || random.nextBoolean()) {
            return text(random, format).getBytes(StandardCharsets.UTF_8);
        }
        byte[] any = new byte[random.nextInt(500)];
        random.nextBytes(any);
        return any;
    }

    private static String text(Random random, WireFormat format) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            if (random.nextBoolean()) {
                text.append(ODD.get(random.nextInt(ODD.size())));
            } else {
                text.appendCodePoint(character(random, format));
            }
        }
        return text.toString();
    }

    /** A backslash before a slash is the provider's escaping, and never part of a line. */
    private static String unescaped(String text) {
        String line = text;
        while (line.contains("\\/")) {
            line = line.replace("\\/", "/");
        }
        return line;
    }

    /** Any character that the format and PostgreSQL can hold, small ones more often. */
    private static int character(Random random, WireFormat format) {
        int any = random.nextInt(random.nextBoolean() ? 0x100 : Character.MAX_CODE_POINT + 1);
        boolean isHalf = any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE;
        boolean isControl = any < 0x20 && any != '\t' && any != '\n' && any != '\r';
        boolean isNone = (any & 0xFFFE) == 0xFFFE;
        boolean fits = any != 0 && !isHalf && (format == WireFormat.JSON || !(isControl || isNone));
        return fits ? any : 'x';
    }
}
