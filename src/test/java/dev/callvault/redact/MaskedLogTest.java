package dev.callvault.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.content.Content;
import dev.callvault.number.Mentions;
import dev.callvault.number.NumberReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskedLogTest {
    private static final int PIECE = 1 << 20;
    private static final MaskedLog.Sought ANNA =
            new MaskedLog.Sought(new Mentions(new NumberReader()), Set.of("+16175550134"), "US");

    private static MaskedLog masked(String text) {
        return MaskedLog.of(Content.of(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8, ANNA);
    }

    private static String text(MaskedLog masked) {
        return new String(masked.content().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void a_mention_is_masked_once_wherever_the_pieces_of_a_long_log_end() {
        String number = "(617) 555-0134";
        for (int shift : new int[] {-Mentions.REACH - 7, -Mentions.REACH / 2 - 7, -Mentions.REACH / 2, -7, 0}) {
            String before = "é 🙂 ".repeat((PIECE + shift) / 5) + " ".repeat((PIECE + shift) % 5);
            String text = before + number + " ü".repeat(Mentions.REACH);

            MaskedLog masked = masked(text);

            assertThat(masked.mentions()).as("shifted by %d", shift).isOne();
            assertThat(text(masked).equals(text.replace(number, "(***) ***-****")))
                    .isTrue();
        }
    }

    /** In front of the end of a piece stands what would be the number, if nothing came behind. */
    @Test
    void a_longer_number_is_no_mention_where_a_piece_ends() {
        String text = "x ".repeat((PIECE - 10) / 2) + "6175550134" + "567 ends";

        assertThat(masked(text).mentions()).isZero();
    }

    @Test
    void many_mentions_are_all_masked() {
        String text = "to 6175550134, then ".repeat(100_000);

        assertThat(masked(text).mentions()).isEqualTo(100_000);
    }

    @Test
    void an_empty_log_stays_empty() {
        assertThat(masked("").content().length()).isZero();
    }
}
