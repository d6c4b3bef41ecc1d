package dev.callvault.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void tells_commit_and_day_where_both_are_known() {
        Properties built = new Properties();
        built.setProperty("git.commit.id.abbrev", "1a2b3c4");
        assertThat(Version.commit(built)).isEmpty();

        built.setProperty("git.commit.time", "2026-11-20T15:10:00Z");
        assertThat(Version.commit(built)).isEqualTo(" (1a2b3c4, 2026-11-20)");
        assertThat(Version.commit(new Properties())).isEmpty();
    }
}
