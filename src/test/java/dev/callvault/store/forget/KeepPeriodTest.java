package dev.callvault.store.forget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which period keeps all that another one does. */
class KeepPeriodTest {
    @ParameterizedTest
    @CsvSource({
        "forever, P100Y, true",
        "forever, forever, true",
        "P100Y, forever, false",
        "P90D, P90D, true",
        "P91D, P90D, true",
        "P89D, P90D, false",
        "P1Y, P12M, true",
        "P12M, P1Y, true",
        "P2Y, P23M, true",
        "P1M, P2M, false",
        "P2M, P1M, true",
        "P1Y, P365D, false",
        "P366D, P1Y, false",
        "P370D, P1Y, true",
        "P3M, P90D, false",
        "P90D, P3M, false",
        "P3M, P80D, true",
        "P1M1D, P1M, false",
        "P1M7D, P1M, true"
    })
    void it_keeps_all_only_where_no_time_of_the_year_is_an_exception(String one, String other, boolean keepsAll) {
        assertThat(KeepPeriod.parse(one).keepsAllOf(KeepPeriod.parse(other))).isEqualTo(keepsAll);
    }

    @Test
    void it_reads_what_it_writes() {
        assertThat(KeepPeriod.parse("P14M").text()).isEqualTo("P1Y2M");
        assertThat(KeepPeriod.parse(KeepPeriod.FOREVER.text())).isEqualTo(KeepPeriod.FOREVER);
    }
}
