package dev.callvault.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhasesTest {
    @Test
    void same_name_has_the_same_phase_on_every_node_and_in_every_version() {
        assertThat(Phases.of("list calls default", Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(144));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT5M", "PT7M", "PT15M", "PT1H", "PT90M", "PT24H", "PT168H"})
    void no_due_time_is_near_the_top_of_the_hour(Duration every) {
        for (int account = 0; account < 500; account++) {
            long phase = Phases.of("list calls " + account, every).toSeconds();

            assertThat(phase).isBetween(0L, every.toSeconds() - 1);
            assertThat(LongStream.range(0, 120).map(time -> (time * every.toSeconds() + phase) % 3600))
                    .allMatch(secondOfHour -> secondOfHour >= 30 && secondOfHour <= 3570);
        }
    }

    @Test
    void different_names_are_spread() {
        var phases = IntStream.range(0, 200)
                .mapToObj(account -> Phases.of("list calls " + account, Duration.ofMinutes(5)))
                .collect(Collectors.toSet());

        assertThat(phases).hasSizeGreaterThan(80);
    }

    @Test
    void an_interval_too_short_to_keep_away_still_has_its_phase_within() {
        assertThat(Phases.of("fetch default", Duration.ofSeconds(1))).isEqualTo(Duration.ZERO);
        assertThat(Phases.of("fetch default", Duration.ofSeconds(45))).isLessThan(Duration.ofSeconds(45));
    }
}
