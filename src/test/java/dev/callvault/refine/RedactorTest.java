package dev.callvault.refine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.Proof;
import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.content.Content;
import dev.callvault.content.LongContent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No card number gets through, however it is split; nothing else is changed. */
class RedactorTest {
    private static final List<String> BETWEEN =
            List.of("", " ", "-", ".", "\u00a0", " - ", "%20", "+", "\u2011", "\t", "  ");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
                "3782 822463 10005",
                "3056 930902 5904",
                "4222222222222",
                "6304000000000000",
                "6011000990139424",
                "5555-5555 5555.4444",
                "４１１１１１１１１１１１１１１１",
                "\\u0034111\\u0031111 11111111",
                "&#52;111&#x31;111 11111111",
                "&#4A;4111111111111111"
            })
    void a_card_number_is_masked_in_place(String card) {
        String text = "pays with " + card + " today";

        CallBody redacted = Redactor.CARDS.body(new CallBody(Content.of(text.getBytes(UTF_8)), ""));

        assertThat(new String(redacted.content().bytes(), UTF_8))
                .hasSameSizeAs(text)
                .startsWith("pays with ")
                .endsWith(" today")
                .doesNotContainPattern("pays.*[4-9].*today".replace("[4-9]", "[5-9]"));
        assertThat(redacted.content().bytes()).hasSameSizeAs(text.getBytes(UTF_8));
        assertThat(redacted.redactions()).isEqualTo(Map.of("card-number", 1));
        assertThat(Redactor.CARDS.text(text))
                .doesNotContain("111")
                .isEqualTo(new String(redacted.content().bytes(), UTF_8));
    }

    @Test
    void no_card_number_survives_any_chunking() {
        noCardNumberSurvivesAnyChunking(0, 500);
    }

    @Test
    @Proof
    void no_card_number_survives_any_of_many_more_chunkings() {
        noCardNumberSurvivesAnyChunking(500, 50_000);
    }

    private static void noCardNumberSurvivesAnyChunking(int first, int last) {
        for (int seed = first; seed < last; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String card = card(random);
            String chunked = chunked(card, random);
            String text = words(random) + chunked + words(random);

            String redacted = Redactor.CARDS.text(text);

            assertThat(redacted).as("seed %d: %s", seed, text).isNotEqualTo(text);
            assertThat(redacted).as("seed %d: %s", seed, text).doesNotContain(chunked);
            assertThat(digits(redacted)).as("seed %d: %s", seed, text).doesNotContain(card);
            assertThat(Redactor.CARDS.text(redacted)).as("seed %d: twice", seed).isEqualTo(redacted);
        }
    }

    /** A large log is scanned in passages; the result must be the same as for one piece. */
    @Test
    void a_large_log_is_redacted_as_a_small_one() {
        aLargeLogIsRedactedAsASmallOne(0, 1);
    }

    @Test
    @Proof
    void many_large_logs_are_redacted_as_small_ones() {
        aLargeLogIsRedactedAsASmallOne(1, 60);
    }

    private static void aLargeLogIsRedactedAsASmallOne(int first, int last) {
        for (int seed = first; seed < last; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String lines = largeLog(random);
            byte[] log = (seed % 4 == 0 ? lines.replace("\n", "\\n") : lines).getBytes(UTF_8);

            CallBody large = Redactor.CARDS.body(new CallBody(new LongContent(log), ""));

            CallBody small = Redactor.CARDS.body(new CallBody(Content.of(log), ""));
            assertThat(small.redactions()).as("seed %d", seed).isNotEmpty();
            assertThat(Arrays.equals(large.content().bytes(), small.content().bytes()))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(sum(large)).as("seed %d", seed).isEqualTo(sum(small));
            assertThat(large.content().length()).isEqualTo(log.length);
        }
    }

    /** Lines with card numbers in them and typed over many of them, and now and then one that is longer than a passage. */
    private static String largeLog(SplittableRandom random) {
        StringBuilder log = new StringBuilder();
        String typed = card(random);
        while (log.length() < 1_000_000) {
            int kind = random.nextInt(20_000);
            if (kind == 0) {
                log.append(" 12 34 x".repeat(random.nextInt(80_000)));
            } else if (kind < 100) {
                log.append("C:\\new ").append(disguised(chunked(card(random), random), random));
            } else if (kind < 200) {
                String key = random.nextInt(4) == 0 ? word(typed.charAt(0)) : typed.substring(0, 1);
                log.append("\nUser input: ").append(disguised(key, random)).append(" (dtmf)");
                typed = typed.length() == 1 ? card(random) : typed.substring(1);
            }
            log.append(words(random)).append(random.nextInt(10) == 0 ? "\n" : " ");
        }
        return log.toString();
    }

    /** Some digits as JSON, XML or a Japanese keyboard write them. */
    private static String disguised(String text, SplittableRandom random) {
        return text.chars()
                .mapToObj(it -> switch (it >= '0' && it <= '9' ? random.nextInt(12) : 5) {
                    case 0 -> "\\u003" + (char) it;
                    case 1 -> "&#" + it + ";";
                    case 2 -> "&#x3" + (char) it + ";";
                    case 3 -> "" + (char) (it - '0' + '\uFF10');
                    default -> "" + (char) it;
                })
                .collect(Collectors.joining());
    }

    private static int sum(CallBody body) {
        return body.redactions().values().stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void no_card_number_survives_among_the_keys_of_a_caller() {
        noCardNumberSurvivesAmongTheKeysOfACaller(0, 200);
    }

    @Test
    @Proof
    void no_card_number_survives_among_the_keys_of_many_more_callers() {
        noCardNumberSurvivesAmongTheKeysOfACaller(200, 20_000);
    }

    private static void noCardNumberSurvivesAmongTheKeysOfACaller(int first, int last) {
        for (int seed = first; seed < last; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String card = card(random);
            StringBuilder text = new StringBuilder();
            for (char each : ("1" + card + "12").toCharArray()) {
                text.append(words(random)).append("\nEST [rec] (400050;000;1510159646) LOCAL: User input: ");
                text.append(random.nextInt(4) == 0 ? word(each) : "" + each).append(" (dtmf)\n");
            }

            String redacted = Redactor.CARDS.text(text.toString());

            String left = keys(redacted);
            assertThat(left).as("seed %d: %s", seed, card).doesNotContain(card);
            assertThat(left.length()).isLessThanOrEqualTo(3);
            assertThat(redacted).contains("400050;000;1510159646").hasSameSizeAs(text.toString());
            assertThat(Redactor.CARDS.text(redacted)).as("seed %d: twice", seed).isEqualTo(redacted);
        }
    }

    /** The keys that are still to be read. */
    private static String keys(String text) {
        StringBuilder keys = new StringBuilder();
        text.lines().filter(it -> it.contains("User input:")).forEach(line -> {
            String said = line.replaceFirst(".*User input: (.*) \\(dtmf\\)", "$1");
            keys.append(said.startsWith("*") ? "" : said.length() > 1 ? "w" : said);
        });
        return keys.toString();
    }

    private static String word(char digit) {
        return List.of("zero", "one", "Two", "three", "four", "five", "SIX", "seven", "eight", "nine")
                .get(digit - '0');
    }

    private static String card(SplittableRandom random) {
        int length = 13 + random.nextInt(7);
        int[] digits = new int[length];
        digits[0] = 2 + random.nextInt(8);
        for (int i = 1; i < length - 1; i++) {
            digits[i] = random.nextInt(10);
        }
        while (sum(digits) % 10 != 0) {
            digits[length - 1]++;
        }
        StringBuilder card = new StringBuilder();
        Arrays.stream(digits).forEach(card::append);
        return card.toString();
    }

    private static int sum(int[] digits) {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int each = digits[digits.length - 1 - i];
            sum += i % 2 == 0 ? each : each > 4 ? 2 * each - 9 : 2 * each;
        }
        return sum;
    }

    private static String chunked(String card, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        boolean isEven = random.nextBoolean();
        String between = BETWEEN.get(random.nextInt(BETWEEN.size()));
        for (int i = 0; i < card.length(); i++) {
            boolean isCut = isEven ? i % 4 == 0 : random.nextInt(3) == 0;
            text.append(i > 0 && isCut ? between : "").append(card.charAt(i));
            between = isEven ? between : BETWEEN.get(random.nextInt(BETWEEN.size()));
        }
        return text.toString();
    }

    private static String words(SplittableRandom random) {
        return List.of(
                        "",
                        "card: ",
                        " (",
                        "\"number\":\"",
                        " é 7 times, ",
                        "x",
                        "\n",
                        " 12 34 ",
                        " 1225 ",
                        "/",
                        "=2512;")
                .get(random.nextInt(11));
    }

    private static String digits(String text) {
        return text.replaceAll("[ .+\\-\u00a0\u2011\t]|%20", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wed 28 Aug 2002 10:16:58 AM EDT [tel] (400050;000;1510159646) EVENT: call 3000000000",
                "http://ivr.example.com/start.vxml?caller=2125551234&session=400050;000;1510159646",
                "took 1510159646123 ms since 1970; at 20171103001042, 20171103001042123 and 20171103 001042",
                "from +442079460958123 and +49 151 1234 5678 9 to 01144207946095812 or 0044207946095812",
                "192.168.100.200:8080 and 10.0.0.1",
                "41111111111111111111111111",
                "4111,1111,1111,1111",
                "4111111111111112",
                "User input: 6 (dtmf)\nUser input: 123456789 (voice)\n",
                "User input: one two three four five six seven eight nine (voice)",
                ""
            })
    void ordinary_text_is_handed_on_as_it_is(String text) {
        CallBody body = new CallBody(Content.of(text.getBytes(UTF_8)), "Boston");

        assertThat(Redactor.CARDS.body(body)).isSameAs(body);
        assertThat(Redactor.CARDS.text(text)).isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inbound 2125551234 000 [03/Nov/2017:00:10:42 -0500] 8005551234 400050;000;1509682230 1509682242 1509682299 00:00:57",
                "outbound 01144207946095 004 [03/Nov/2017:00:10:42 -0500] me@example.com 400050;004;1509682230 1509682242 1509682299 00:00:57",
                "error  000 [03/Nov/2017:00:10:42 -0500] 8005551234 400050;000;1509682230 errno: 210 message Maximum loop count exceeded",
                "local 2125551234 000 [03/Nov/2017:00:10:42 -0500] 8005551234 400050;000;1509682230 fetchurl: http://a/b?id=12345678901"
            })
    void lines_of_every_kind_are_handed_on_as_they_are(String text) {
        for (int last = 0; last < 10_000; last += 97) {
            String other = text.replace("2125551234", String.format("212555%04d", last))
                    .replace("8005551234", String.format("800555%04d", (last * 31) % 10_000));
            RawLine line = new RawLine(other, false);
            assertThat(Redactor.CARDS.line(line)).isSameAs(line);
        }
    }

    @Test
    void a_line_keeps_its_columns_and_loses_the_card_in_its_message() {
        RawLine line = Redactor.CARDS.line(new RawLine(
                "error 2125551234 000 [03/Nov/2017:00:10:42 -0500] 8005551234 400050;000;1509682230 ReferenceError: 4111 1111 1111 1111 is not defined",
                false));

        assertThat(line.text())
                .isEqualTo(
                        "error 2125551234 000 [03/Nov/2017:00:10:42 -0500] 8005551234 400050;000;1509682230 ReferenceError: **** **** **** **** is not defined");
        assertThat(line.redactions()).isEqualTo(Map.of("card-number", 1));
        assertThat(Redactor.CARDS.line(line)).isSameAs(line);
        RawLine broken = Redactor.CARDS.line(new RawLine("garbled 4111111111111111", false));
        assertThat(broken.text()).isEqualTo("garbled ****************");
    }

    @Test
    void a_card_in_front_of_its_date_of_expiry_is_masked_and_the_date_left() {
        assertThat(Redactor.CARDS.text("4111 1111 1111 1111 1226")).isEqualTo("**** **** **** **** 1226");
        assertThat(Redactor.CARDS.text(";4111111111111111=25121010000?")).isEqualTo(";****************=25121010000?");
    }

    @Test
    void keys_in_a_raw_answer_are_found_too() {
        StringBuilder answer = new StringBuilder("{\"log\":\"");
        "4111111111111111"
                .chars()
                .forEach(it ->
                        answer.append("User input: \\u003").append((char) it).append(" (dtmf)\\nEST next\\n"));

        String redacted = Redactor.CARDS.text(answer + "\"}");

        assertThat(redacted).contains("User input: \\u002a (dtmf)\\n").doesNotContain("\\u003");
        assertThat(Redactor.CARDS.text(redacted)).isSameAs(redacted);
    }

    @Test
    void rules_of_ones_own_are_counted_and_leave_broken_text_intact() {
        Redactor redactor = new Redactor(
                true,
                List.of(
                        RedactionRule.of("ssn", "\\b\\d{3}-\\d{2}-\\d{4}\\b", "***"),
                        RedactionRule.of("pin", "(pin=)\\d+", "$1#")));
        byte[] broken = "pin=1234 \u00ff 123-45-6789 and 987-65-4321 4111111111111111 pin=9".getBytes(ISO_8859_1);

        CallBody redacted = redactor.body(new CallBody(Content.of(broken), ""));

        assertThat(new String(redacted.content().bytes(), ISO_8859_1))
                .isEqualTo("pin=# \u00ff *** and *** **************** pin=#");
        assertThat(redacted.redactions()).isEqualTo(Map.of("ssn", 2, "pin", 2, "card-number", 1));
        assertThat(new String(
                        redactor.body(new CallBody(Content.of("é 123-45-6789 ü".getBytes(UTF_8)), ""))
                                .content()
                                .bytes(),
                        UTF_8))
                .isEqualTo("é *** ü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a*", "(?=x)", "(x)\\1", "\\*+"})
    void a_rule_that_cannot_work_is_refused(String pattern) {
        assertThatThrownBy(() -> RedactionRule.of("bad", pattern, "***")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2", "$x", "5$", "a\\b"})
    void a_replacement_that_names_no_group_is_refused(String replacement) {
        assertThatThrownBy(() -> RedactionRule.of("bad", "(x)", replacement))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_pattern_that_would_backtrack_for_ever_elsewhere_takes_a_moment() {
        Redactor redactor = new Redactor(false, List.of(RedactionRule.of("evil", "(a+)+b", "***")));

        assertThat(redactor.text("a".repeat(100_000))).hasSize(100_000);
    }

    @Test
    void a_large_body_of_nothing_but_digits_takes_linear_time() {
        byte[] body = "1 ".repeat(1 << 19).getBytes(UTF_8);

        assertThat(Redactor.CARDS
                        .body(new CallBody(Content.of(body), ""))
                        .content()
                        .bytes())
                .hasSameSizeAs(body);
    }

    @Test
    void a_telephone_number_that_was_dialled_is_not_looked_at_and_a_longer_one_is() {
        String phone = Numbers.card(15);
        CallSummary call = call(phone, phone);
        assertThat(Redactor.CARDS.call(call)).isSameAs(call);

        assertThat(Redactor.CARDS.call(call("4111111111111111", phone))).isEqualTo(call("****************", phone));
        assertThat(Redactor.CARDS.call(call(phone, "4111111111111111"))).isEqualTo(call(phone, "****************"));
        assertThat(Redactor.CARDS.call(call("sip:" + phone + "@example.com", "")))
                .isEqualTo(call("sip:" + "*".repeat(15) + "@example.com", ""));
    }

    private static CallSummary call(String dest, String src) {
        return new CallSummary(
                new LogId(7),
                new SessionId("100001;000;1"),
                "inbound",
                dest,
                src,
                Instant.ofEpochSecond(10),
                Instant.ofEpochSecond(20));
    }

    @Test
    void the_place_of_a_call_is_redacted_too_and_is_not_counted() {
        CallBody body = new CallBody(Content.of(new byte[0]), "at 4111111111111111");

        CallBody redacted = Redactor.CARDS.body(body);

        assertThat(redacted.location()).isEqualTo("at ****************");
        assertThat(redacted.content().bytes()).isEmpty();
    }

    @Test
    void counts_add_to_what_a_log_or_a_line_says_of_itself() {
        CallBody body =
                new CallBody(Content.of("4111111111111111".getBytes(UTF_8)), "", Map.of("card-number", 2, "pin", 1));
        assertThat(Redactor.CARDS.body(body).redactions()).isEqualTo(Map.of("card-number", 3, "pin", 1));

        RawLine line = new RawLine("garbled 4111111111111111", true, Map.of("card-number", 2));
        assertThat(Redactor.CARDS.line(line).redactions()).isEqualTo(Map.of("card-number", 3));
        assertThat(Redactor.CARDS.line(line).altered()).isTrue();
    }

    @Test
    void telephone_numbers_in_the_columns_are_looked_at_one_by_one() {
        String front = "inbound 4111 0 [03/Nov/2017:00:10:42 -0500] 1111 400050;000;1509682230 ";
        String card = "inbound 4111111111111111 0 [03/Nov/2017:00:10:42 -0500] 8005551234 400050;000;1509682230 ";
        RawLine harmless = new RawLine(front + "1509682242 1509682299 00:00:57", false);

        assertThat(Redactor.CARDS.line(harmless)).isSameAs(harmless);
        assertThat(Redactor.CARDS.line(new RawLine(card + "x", false)).text())
                .isEqualTo(card.replace("4111111111111111", "****************") + "x");
    }

    @Test
    void of_a_line_without_a_session_what_stands_behind_the_bracket_is_free_text() {
        String line = "error 2125551234 000 [03/Nov/2017:00:10:42 -0500] 4111 1111 1111 1111";

        assertThat(Redactor.CARDS
                        .line(new RawLine("error x [03/Nov/2017:00:10:42 -0500] 4111 1111 1111 1111", false))
                        .text())
                .endsWith("] **** **** **** ****");
        assertThat(Redactor.CARDS.line(new RawLine(line, false)).text()).startsWith("error 2125551234 000 [");
    }

    @Test
    void short_texts_are_looked_at_where_there_are_rules() {
        Redactor redactor = new Redactor(true, List.of(RedactionRule.of("pin", "pin \\d+", "pin #")));

        assertThat(redactor.text("pin 12")).isEqualTo("pin #");
        assertThat(redactor.text("no")).isEqualTo("no");
        assertThat(Redactor.NONE.text("4111111111111111")).isEqualTo("4111111111111111");
    }

    @Test
    void cards_come_last_so_that_what_a_rule_leaves_behind_is_masked() {
        Redactor redactor = new Redactor(true, List.of(RedactionRule.of("comma", ",", "-")));

        assertThat(redactor.text("4111,1111,1111,1111")).isEqualTo("****-****-****-****");
    }
}
