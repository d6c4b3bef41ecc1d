package dev.callvault.source.plum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlumSettingsTest {
    @Test
    void never_shows_the_password() {
        assertThat(PlumSettings.of(URI.create("https://host/ws"), "user", "hush"))
                .asString()
                .contains("user")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/ws", "http://127.0.0.1:80/ws", "http://[::1]/ws", "https://host/ws"})
    void takes_a_safe_url(String url) {
        assertThat(PlumSettings.of(URI.create(url), "user", "hush").baseUrl()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/ws",
                "http://127.0.0.1.example.com/ws",
                "ftp://host",
                "/ws",
                "https://u:p@host/ws",
                "https://host/ws?a=b"
            })
    void refuses_any_other(String url) {
        URI parsed = URI.create(url);

        assertThatThrownBy(() -> PlumSettings.of(parsed, "user", "hush"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("u:p");
    }
}
