package dev.callvault.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitWindowTest {
    private final DigitWindow window = new DigitWindow();

    private List<Integer> lengths() {
        List<Integer> lengths = new ArrayList<>();
        window.eachCard(lengths::add);
        return lengths;
    }

    private void add(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            window.add(1000 + 2 * i, 1 + i % 2, digits.charAt(i) - '0', i % 4 == 0);
        }
    }

    @Test
    void digits_are_told_from_the_last_one_back() {
        add("4903172865");

        assertThat(window.size()).isEqualTo(10);
        assertThat(window.value(0)).isEqualTo(5);
        assertThat(window.value(9)).isEqualTo(4);
        assertThat(window.at(0)).isEqualTo(1018);
        assertThat(window.at(9)).isEqualTo(1000);
        assertThat(window.length(0)).isEqualTo(2);
        assertThat(window.length(1)).isEqualTo(1);
        assertThat(window.opensGroup(1)).isTrue();
        assertThat(window.opensGroup(0)).isFalse();
    }

    @Test
    void the_last_nineteen_are_kept() {
        String digits = "490317286549031728654903172865490317286549031728654903";
        add(digits);

        assertThat(window.size()).isEqualTo(DigitWindow.MAX);
        assertThat(window.value(0)).isEqualTo(3);
        assertThat(window.value(18)).isEqualTo(digits.charAt(digits.length() - 19) - '0');
    }

    @Test
    void every_length_that_passes_is_found_shortest_first() {
        add("0".repeat(30));
        assertThat(lengths()).containsExactly(13, 14, 15, 16, 17, 18, 19);
    }

    @Test
    void only_lengths_that_are_there_are_found() {
        add("0".repeat(12));
        assertThat(lengths()).isEmpty();
        add("0");
        assertThat(lengths()).containsExactly(13);
        window.clear();
        assertThat(window.size()).isZero();
        assertThat(lengths()).isEmpty();
        add("0".repeat(14));
        assertThat(lengths()).containsExactly(13, 14);
    }

    @Test
    void the_check_is_luhn_s_at_every_length() {
        String digits = "7240951860372495186";
        for (int i = 0; i < 10; i++) {
            String number = digits.substring(0, 18) + i;
            window.clear();
            add(number);
            List<Integer> passing = new ArrayList<>();
            for (int length = 13; length <= 19; length++) {
                if (Numbers.passes(number.substring(19 - length))) {
                    passing.add(length);
                }
            }
            assertThat(lengths()).as(number).isEqualTo(passing);
        }
    }
}
