package dev.callvault.serve.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.content.Content;
import dev.callvault.serve.console.LogMatches.Match;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Find in this log: the whole of it, and each match leads to its part. */
class LogMatchesTest {
    @Test
    void every_line_that_holds_the_text_is_counted_once_in_any_case_and_with_the_number_that_the_page_gives_it()
            throws IOException {
        LogMatches found = LogMatches.of(log("Error one\r\nnothing\rERROR error\n\nlast errör"), "error");

        assertThat(found.count()).isEqualTo(2);
        assertThat(found.first()).extracting(Match::line).containsExactly(1, 3);
        assertThat(LogMatches.of(log("Error one"), "").count()).isZero();
        assertThat(LogMatches.of(log("first\nlast errör"), "ERRÖR").first())
                .containsExactly(new Match(6, 2, "last errör"));
    }

    @Test
    void a_match_beyond_the_first_part_leads_to_a_part_that_begins_with_it() throws IOException {
        Content log = log("line of the log\n".repeat(100_000) + "here is the needle\nend");
        Match match = LogMatches.of(log, "needle").first().getFirst();

        assertThat(match.line()).isEqualTo(100_001);
        assertThat(BodyLines.of(log, new BodyLines.Place(match.from(), match.line()))
                        .shown()
                        .getFirst())
                .isEqualTo(BodyLine.of(100_001, "here is the needle"));
    }

    @Test
    void a_match_deep_in_a_line_of_megabytes_is_found_wherever_it_lies() throws IOException {
        for (int before : new int[] {(1 << 18) - 5, 1 << 18, (1 << 18) + 25, 3_000_000}) {
            Content log =
                    log("ü".repeat(before / 2) + "x".repeat(before % 2) + "needle" + "y".repeat(1_000_000) + "\nnext");
            LogMatches found = LogMatches.of(log, "NEEDLE");

            assertThat(found.count()).as("after %d", before).isEqualTo(1);
            Match match = found.first().getFirst();
            assertThat(match.line()).isEqualTo(1);
            assertThat(match.text()).contains("needle").doesNotContain("\uFFFD");
            assertThat(BodyLines.of(log, new BodyLines.Place(match.from(), 1))
                            .shown()
                            .getFirst()
                            .message())
                    .doesNotContain("\uFFFD");
        }
    }

    private static Content log(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
