package dev.callvault.archive.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LoginFingerprintTest {
    private static final byte[] SALT = "some salt of 16b".getBytes(StandardCharsets.UTF_8);

    private static final int FEW_ROUNDS = 100;

    private static String of(String url, String username, String password, byte[] salt) {
        return new LoginFingerprint(URI.create(url), username, () -> password, FEW_ROUNDS).of(salt);
    }

    @Test
    void is_the_same_for_the_same_login_and_another_for_any_other() {
        String one = of("https://example.com/ws", "anna", "geheim", SALT);

        assertThat(of("https://example.com/ws", "anna", "geheim", SALT)).isEqualTo(one);
        assertThat(of("https://example.com/ws", "anna", "Geheim", SALT)).isNotEqualTo(one);
        assertThat(of("https://example.com/ws", "anne", "geheim", SALT)).isNotEqualTo(one);
        assertThat(of("https://example.org/ws", "anna", "geheim", SALT)).isNotEqualTo(one);
        assertThat(of("https://example.com/ws", "annag", "eheim", SALT)).isNotEqualTo(one);
        assertThat(of("https://example.com/ws", "anna", "geheim", "other salt".getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo(one);
    }

    @Test
    void shows_neither_username_nor_password_and_is_no_hash_that_a_table_holds() {
        LoginFingerprint login =
                new LoginFingerprint(URI.create("https://example.com/ws"), "anna", () -> "ğizli\u00A0şifre");

        String shown = login.of(SALT);
        assertThat(shown).matches("[0-9a-f]{32}").isEqualTo(login.of(SALT));
        assertThat(login.of("another".getBytes(StandardCharsets.UTF_8))).isNotEqualTo(shown);
        assertThat(login).hasToString("***");
    }
}
