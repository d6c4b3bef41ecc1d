package dev.callvault.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.number.ReadNumber.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberReaderTest {
    private static final long SEED = 617_555_0134L;
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final Pattern PREFIX = Pattern.compile("^(011|00)?(1(?=\\d{10}$))?");

    // Each a usual way of writing ten digits.
    private static final List<UnaryOperator<String>> WAYS = List.of(
            it -> it,
            it -> "1" + it,
            it -> "+1" + it,
            it -> "+1 " + area(it) + " " + exchange(it) + " " + line(it),
            it -> "(" + area(it) + ") " + exchange(it) + "-" + line(it),
            it -> area(it) + "-" + exchange(it) + "-" + line(it),
            it -> area(it) + "." + exchange(it) + "." + line(it),
            it -> "1-" + area(it) + "-" + exchange(it) + "-" + line(it),
            it -> "+1 (" + area(it) + ") " + exchange(it) + "-" + line(it),
            it -> area(it) + " " + exchange(it) + "‑" + line(it),
            it -> "0111" + it,
            it -> "001" + it,
            it -> "tel:+1" + it,
            it -> "tel:+1" + it + ";postd=2;ani=2025550199",
            it -> "sip:" + it + "@10.0.0.1",
            it -> "<sip:+1" + it + "@gw.example.com;user=phone>",
            it -> "\"Anna\" <sip:+1" + it + "@gw.example.com>",
            it -> it + "@10.0.0.1",
            it -> it + ",26",
            it -> it + " ext. 26",
            it -> "%2B1" + it,
            it -> "*67" + it,
            it -> IntStream.range(0, 10)
                    .mapToObj(i -> String.valueOf((char) (it.charAt(i) - '0' + '０')))
                    .reduce("", String::concat));

    private final NumberReader reader = new NumberReader();
    private final Random random = new Random(SEED);

    @Test
    void all_ways_of_writing_a_north_american_number_read_as_one() {
        for (int i = 0; i < 100; i++) {
            String number = northAmerican();

            assertThat(WAYS)
                    .allSatisfy(way -> assertThat(reader.read(way.apply(number), "US"))
                            .isEqualTo(reader.read("+1" + number, "CA"))
                            .extracting(ReadNumber::form)
                            .isEqualTo("+1" + number));
        }
    }

    @Test
    void two_numbers_never_share_a_form() {
        int count = 0;
        for (int i = 0; i < 3000; i++) {
            String number = (1 + random.nextInt(9)) + digits(7 + random.nextInt(6));
            if (isValid(number)) {
                count++;
                // Whoever has it, wherever it is read: its form is itself, so that no other number can have it.
                assertThat(Stream.of("US", "DE", "DK", "IT", "RU")
                                .map(it -> reader.read("+" + number, it).form()))
                        .containsOnly("+" + number);
            }
        }

        assertThat(count).isGreaterThan(100);
        assertThat(Stream.of("+4582345678", "+14582345678", "4582345678")
                        .map(it -> reader.read(it, "US").form()))
                .containsExactly("+4582345678", "+14582345678", "+14582345678");
    }

    /** The old matcher dropped all but digits, and what is dialled in front of ten of them. */
    @Test
    void what_the_old_matcher_made_one_number_is_still_that_number() {
        List<String> around = List.of("", "011", "00", "1", "0111", "001", "+1", "+", "+011", "+0111");
        List<String> separators = List.of("", " ", "-", ".", ") ");
        for (int i = 0; i < 100; i++) {
            String number = northAmerican();
            for (String before : around) {
                String separator = separators.get(random.nextInt(separators.size()));
                String spelling = before
                        + (separator.startsWith(")") ? "(" : "")
                        + area(number)
                        + separator
                        + exchange(number)
                        + (separator.startsWith(")") ? "-" : separator)
                        + line(number);
                assertThat(old(spelling)).isEqualTo(number);
                // Where no 1 stands between, it may be the number of another country.
                boolean isAmbiguous = List.of("011", "00", "+", "+011").contains(before);
                if (!isAmbiguous || (isValid("1" + number) && !isValid(number))) {
                    assertThat(reader.read(spelling, "US").form()).as(spelling).isEqualTo("+1" + number);
                }
            }
        }
    }

    /** Whether it is a number of E.164, without a trunk prefix behind the country code. */
    private static boolean isValid(String number) {
        return NumberingPlans.international(number)
                .filter(NumberingPlans::isValid)
                .filter(it -> NumberingPlans.form(it).equals("+" + number))
                .isPresent();
    }

    @Test
    void anything_is_read_and_what_is_read_is_read_again_as_the_same() {
        String alphabet = "0123456789+-.()*#;,@:<>\"%x eEiIıİpwN/A\\\u0000\uD83D\uDE00\uDE00é٣\u00A0\u200E";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder spelling = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                spelling.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            ReadNumber read = reader.read(spelling.toString(), random.nextBoolean() ? "US" : "DE");

            if (read.form() != null) {
                assertThat(read.form()).isNotEmpty();
            }
            if (read.kind() == Kind.NUMBER && read.form() != null) {
                assertThat(read.form()).matches("\\+[1-9][0-9]{6,14}");
                assertThat(reader.read(read.form(), "FR").form()).isEqualTo(read.form());
            }
        }
    }

    @Test
    void an_absurd_length_is_unreadable_and_cut_between_characters() {
        assertThat(reader.read("1".repeat(251), "US").kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(reader.read("6175550134" + " ".repeat(240), "US").kind()).isEqualTo(Kind.NUMBER);
        assertThat(reader.read("😀".repeat(110), "US").form()).isEqualTo("😀".repeat(100));
        assertThat(reader.read("x" + "😀".repeat(5_000_000), "US").form()).isEqualTo("x" + "😀".repeat(99));
        assertThat(reader.read("İ".repeat(90), "US").form()).hasSize(100);
        assertThat(reader.read("a\uD83D", "US").form()).isEqualTo("a\uFFFD");
        assertThat(reader.read("a\u0000b", "US").form()).isEqualTo("ab");
    }

    @Test
    void what_cannot_be_seen_makes_no_difference() {
        assertThat(Stream.of(
                                "617\u00A0555\u00A00134",
                                "\u202A+1\u2009617\u2009555\u20090134\u202C",
                                "617\u20115550134",
                                "617\u2212555\u22120134",
                                "\u200E617\u200B5550134",
                                "\uFEFF6175550134",
                                "617\t555\t0134",
                                "6175550134\r\n")
                        .map(it -> reader.read(it, "US").form()))
                .containsOnly("+16175550134");
    }

    @Test
    void a_region_is_one_that_libphonenumber_knows() {
        assertThat(Stream.of("US", "CA", "DE", "TR", "GG", "AC").filter(reader::isRegion))
                .hasSize(6);
        assertThat(Stream.of("us", "UK", "001", "ZZ", "", "USA", "+1").filter(reader::isRegion))
                .isEmpty();
    }

    @Test
    void the_metadata_tells_the_version_of_the_library_and_of_our_rules() {
        Metadata metadata = reader.metadata();

        assertThat(metadata).isGreaterThan(Metadata.of("9.0.33/1"));
        assertThat(metadata.rules()).isEqualTo(NumberReader.RULES);
        assertThat(Metadata.of(metadata.label())).isEqualTo(metadata);
    }

    /** The areas come from the geocoder, whose version the metadata does not tell. */
    @Test
    void another_geocoder_is_another_revision_of_the_rules() throws IOException {
        Properties geocoder = new Properties();
        try (InputStream in = Metadata.class.getResourceAsStream(
                "/META-INF/maven/com.googlecode.libphonenumber/geocoder/pom.properties")) {
            geocoder.load(Objects.requireNonNull(in));
        }

        assertThat(geocoder.getProperty("version") + " has rules " + NumberReader.RULES)
                .as("raise NumberReader.RULES together with the geocoder's version, and note both here")
                .isEqualTo("3.23 has rules 1");
    }

    @Test
    void a_test_can_have_a_reader_of_another_version() {
        ReadNumber different = new ReadNumber(Kind.NUMBER, "+16175550134", "CA", "Moon", false);
        NumberReader later = new NumberReader(Metadata.of("10.1.2/3"), Map.of("6175550134", different));

        assertThat(later.metadata()).isGreaterThan(reader.metadata());
        assertThat(later.read("6175550134", "US")).isEqualTo(different);
        assertThat(later.read("6175550199", "US")).isEqualTo(reader.read("6175550199", "US"));
    }

    @Test
    void keeps_only_so_many_readings() {
        Recent recent = new Recent();
        for (int i = 0; i < Recent.CAPACITY + 10; i++) {
            recent.get("US", "x" + i, it -> ReadNumber.of(Kind.UNREADABLE, it));
        }

        assertThat(recent.size()).isEqualTo(Recent.CAPACITY);
    }

    @Test
    void the_same_spelling_in_another_region_is_another_number() {
        assertThat(Stream.of("US", "DK", "US")
                        .map(it -> reader.read("4582345678", it).form()))
                .containsExactly("+14582345678", "+4582345678", "+14582345678");
    }

    @Test
    void many_threads_read_alike() throws InterruptedException, ExecutionException {
        List<String> spellings =
                IntStream.range(200, 999).mapToObj(it -> "+1" + it + "5550134").toList();
        Callable<List<ReadNumber>> all =
                () -> spellings.stream().map(it -> reader.read(it, "US")).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<List<ReadNumber>> readings = new ArrayList<>();
            for (Future<List<ReadNumber>> it : threads.invokeAll(List.of(all, all, all, all))) {
                readings.add(it.get());
            }

            assertThat(new TreeSet<>(readings.stream().map(Object::toString).toList()))
                    .hasSize(1);
        }
    }

    private static String old(String spelling) {
        return PREFIX.matcher(NO_DIGIT.matcher(spelling).replaceAll("")).replaceFirst("");
    }

    /** A number that a person could have: neither area code nor exchange begins with 0 or 1. */
    private String northAmerican() {
        String[] areas = {"617", "212", "416", "458", "800", "787", "876", "354"};
        String number = areas[random.nextInt(areas.length)] + (2 + random.nextInt(8)) + digits(6);
        return number.startsWith("11", 4) || number.startsWith("976") ? northAmerican() : number;
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String area(String number) {
        return number.substring(0, 3);
    }

    private static String exchange(String number) {
        return number.substring(3, 6);
    }

    private static String line(String number) {
        return number.substring(6);
    }
}
