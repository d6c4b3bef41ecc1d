package dev.callvault.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a guess costs is told by a hash that cannot be made: whoever is asked for it fails. */
class LoginsTest {
    private static final byte[] SALT = {1, 2, 3};
    private static final PasswordHash IMPOSSIBLE = new PasswordHash(0, SALT, SALT);

    private final Logins logins = new Logins(
            List.of(new User("ann", IMPOSSIBLE, Set.of("*"))),
            InstantSource.fixed(Instant.parse("2026-11-20T20:00:00Z")));

    @Test
    void a_wrong_password_costs_its_hash_every_time() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> logins.user("ann", "guess", "192.0.2.1"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_name_that_nobody_has_costs_as_much() {
        assertThatThrownBy(() -> logins.user("bob", "guess", "192.0.2.1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_hash_costs_what_is_asked_of_password_storage_in_our_days() {
        assertThat(PasswordHash.of("secret").rounds()).isGreaterThanOrEqualTo(600_000);
    }
}
