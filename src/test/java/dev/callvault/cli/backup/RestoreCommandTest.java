package dev.callvault.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.backup.Restored;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What people read after a restore. */
class RestoreCommandTest {
    private static final Instant SNAPSHOT = Instant.parse("2026-11-20T20:10:30Z");

    private static String first(long rows) {
        return RestoreCommand.text(new Restored(rows, 0, 0), SNAPSHOT)
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void one_row_is_no_plural() {
        assertThat(first(1)).isEqualTo("Restored 1 row as it was at 2026-11-20T20:10:30Z.");
        assertThat(first(12_345)).isEqualTo("Restored 12,345 rows as they were at 2026-11-20T20:10:30Z.");
    }
}
