package dev.callvault.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short cut says what the long way says. */
class PlainNumbersTest {
    private static final List<String> REGIONS = List.of("US", "CA", "JM", "GB", "DE");
    private static final List<String> PREFIXES = List.of("", "1", "+1");
    private static final int NUMBERS = 4000;

    @Test
    void whatever_the_number() {
        Random random = new Random(1);
        int shortened = 0;
        for (int i = 0; i < NUMBERS; i++) {
            String digits =
                    "%03d%03d%04d".formatted(random.nextInt(150, 1000), random.nextInt(1000), random.nextInt(10_000));
            String spelling = PREFIXES.get(random.nextInt(PREFIXES.size())) + digits;
            String region = REGIONS.get(random.nextInt(REGIONS.size()));

            ReadNumber plain = PlainNumbers.read(spelling, region);

            if (plain != null) {
                shortened++;
                assertThat(plain).as("%s in %s", spelling, region).isEqualTo(Reading.theLongWay(spelling, region));
            }
        }
        assertThat(shortened).isGreaterThan(NUMBERS / 3);
    }

    /** Wherever the plans look further than the area code, an office may be another country's, or another place. */
    @Test
    void whatever_the_number_within_an_office() {
        Random random = new Random(2);
        for (int area : List.of(617, 416, 242, 671, 787, 809, 829, 849, 800, 900, 305, 500, 310, 907)) {
            for (int i = 0; i < 60; i++) {
                String office = "%03d%03d".formatted(area, i < 10 ? 555 : random.nextInt(200, 1000));
                for (int of = 0; of < 3; of++) {
                    String spelling = office + "%04d".formatted(random.nextInt(10_000));
                    ReadNumber plain = PlainNumbers.read(spelling, "US");
                    if (plain != null) {
                        assertThat(plain).as(spelling).isEqualTo(Reading.theLongWay(spelling, "US"));
                    }
                }
            }
        }
    }

    @Test
    void and_leaves_all_else_to_it() {
        for (String spelling : List.of(
                "",
                "1",
                "6175550134",
                "7378742833",
                "617200013x",
                "16172000134",
                "1172000134",
                "6171000134",
                "+26172000134")) {
            ReadNumber plain = PlainNumbers.read(spelling, "GB");
            assertThat(plain).as(spelling).isNull();
        }
        assertThat(PlainNumbers.read("7378742833", "US")).isNull();
    }
}
