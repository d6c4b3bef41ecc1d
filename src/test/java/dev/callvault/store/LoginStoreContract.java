package dev.callvault.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.AccountId;
import dev.callvault.store.coordination.LoginStore;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link LoginStore}, for every implementation, with the store's own clock. */
public abstract class LoginStoreContract {
    private static final AccountId ACCOUNT = new AccountId(1);
    private static final AccountId OTHER = new AccountId(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String OLD = "old";
    private static final String NEW = "new";

    @SuppressWarnings("NullAway.Init")
    private LoginStore store;

    /** A new store, with accounts 1 and 2. */
    protected abstract LoginStore fresh();

    /** Moves the store's clock forward. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void open() {
        store = fresh();
    }

    private void refuse(String login) {
        store.refuse(ACCOUNT, login, "node a", "HTTP 401");
    }

    private void refuse(String login, int times) {
        IntStream.range(0, times).forEach(it -> refuse(login));
    }

    @Test
    void nothing_is_known_at_first() {
        assertThat(store.standing(ACCOUNT).isQuiet()).isTrue();
        assertThat(store.standing(ACCOUNT).alarm()).isEmpty();
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
        assertThat(store.standing(ACCOUNT).isQuiet()).isTrue();
    }

    @Test
    void the_salt_is_one_and_the_same_and_each_account_has_its_own() {
        byte[] salt = store.salt(ACCOUNT);

        refuse(OLD);

        assertThat(store.salt(ACCOUNT)).isEqualTo(salt).isNotEqualTo(store.salt(OTHER));
        assertThat(salt.length).isGreaterThanOrEqualTo(8);
    }

    @Test
    void a_refused_login_says_who_was_refused_and_waits_a_minute() {
        refuse(OLD);

        LoginStore.Standing standing = store.standing(ACCOUNT);
        LoginStore.Refused refused = standing.of(OLD).orElseThrow();
        assertThat(refused.by()).isEqualTo("node a");
        assertThat(refused.message()).isEqualTo("HTTP 401");
        assertThat(refused.refusals()).isOne();
        assertThat(Duration.between(refused.since(), refused.nextTry())).isEqualTo(MINUTE);
        assertThat(standing.alarm()).contains(refused);
        assertThat(standing.isQuiet()).isFalse();
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isFalse();
        pass(MINUTE);
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
    }

    @Test
    void another_login_and_another_account_are_not_stopped() {
        refuse(OLD);

        assertThat(store.tryNow(ACCOUNT, NEW, false)).isTrue();
        assertThat(store.tryNow(OTHER, OLD, false)).isTrue();
        assertThat(store.standing(OTHER).isQuiet()).isTrue();
    }

    @Test
    void one_try_is_one_callers_and_one_that_dies_leaves_it_to_others() {
        refuse(OLD);
        pass(MINUTE);

        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isFalse();
        pass(Duration.ofMinutes(2));
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
    }

    @Test
    void each_refused_try_is_followed_by_a_longer_pause_of_six_hours_at_most() {
        refuse(OLD);
        long[] minutes = {1, 15, 30, 60, 120, 240, 360, 360};
        for (int i = 0; i < minutes.length; i++) {
            LoginStore.Refused refused = store.standing(ACCOUNT).of(OLD).orElseThrow();
            assertThat(refused.refusals()).isEqualTo(i + 1);
            assertThat(Duration.between(refused.since(), refused.nextTry())).isEqualTo(Duration.ofMinutes(minutes[i]));
            pass(Duration.ofMinutes(minutes[i]));
            assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
            refuse(OLD);
        }
    }

    @Test
    void a_person_need_not_wait_but_five_times_in_a_quarter_of_an_hour() {
        refuse(OLD);
        for (int i = 0; i < 4; i++) {
            assertThat(store.tryNow(ACCOUNT, OLD, true)).isTrue();
            refuse(OLD);
        }

        assertThat(store.tryNow(ACCOUNT, OLD, true)).isFalse();
        pass(Duration.ofMinutes(16));
        assertThat(store.tryNow(ACCOUNT, OLD, true)).isTrue();
    }

    @Test
    void sign_ins_are_counted_over_all_logins_and_some_are_left_for_a_new_one() {
        for (int i = 0; i < 5; i++) {
            refuse("mistyped " + i);
        }
        assertThat(store.tryNow(ACCOUNT, "mistyped 1", true)).isFalse();
        assertThat(store.tryNow(ACCOUNT, NEW, false)).isTrue();

        refuse("mistyped 1", 4);
        assertThat(store.tryNow(ACCOUNT, NEW, true)).isFalse();
        assertThat(store.standing(ACCOUNT).signIns()).isEqualTo(9);
        pass(Duration.ofMinutes(16));
        assertThat(store.tryNow(ACCOUNT, NEW, false)).isTrue();
        assertThat(store.standing(ACCOUNT).signIns()).isZero();
    }

    @Test
    void a_login_that_was_accepted_need_not_wait_for_those_of_others() {
        refuse("mistyped");
        store.accept(ACCOUNT, NEW, Duration.ZERO);
        refuse("mistyped", 20);

        assertThat(store.tryNow(ACCOUNT, NEW, false)).isTrue();
    }

    @Test
    void refusals_of_requests_that_were_under_way_together_are_one_in_a_row_but_each_a_sign_in() {
        refuse(OLD, 3);

        assertThat(store.standing(ACCOUNT).of(OLD).orElseThrow().refusals()).isOne();
        assertThat(store.standing(ACCOUNT).signIns()).isEqualTo(3);
    }

    @Test
    void an_accepted_login_is_refused_no_more_whoever_it_was() {
        refuse(OLD);
        pass(MINUTE);

        store.accept(ACCOUNT, OLD, Duration.ZERO);

        assertThat(store.standing(ACCOUNT).refused()).isEmpty();
        assertThat(store.standing(ACCOUNT).signIns())
                .as("the provider still counts it")
                .isOne();
    }

    @Test
    void what_was_accepted_before_the_refusal_does_not_end_it() {
        refuse(OLD);
        pass(MINUTE);

        store.accept(ACCOUNT, OLD, MINUTE.multipliedBy(2));

        assertThat(store.standing(ACCOUNT).alarm()).isPresent();
    }

    @Test
    void a_refusal_that_another_login_outlived_is_no_alarm_but_still_waits() {
        refuse(OLD);
        pass(Duration.ofSeconds(30));

        store.accept(ACCOUNT, NEW, Duration.ofSeconds(10));

        assertThat(store.standing(ACCOUNT).alarm()).isEmpty();
        assertThat(store.standing(ACCOUNT).of(OLD)).isPresent();
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isFalse();
        pass(Duration.ofMinutes(5));
        refuse("mistyped");
        assertThat(store.standing(ACCOUNT).alarm()).as("a new one").isPresent();
    }

    @Test
    void a_login_that_nobody_tries_any_more_is_forgotten() {
        refuse(OLD);
        pass(Duration.ofDays(3));

        store.accept(ACCOUNT, NEW, Duration.ZERO);

        assertThat(store.standing(ACCOUNT).refused()).isEmpty();
    }

    @Test
    void a_try_that_brought_nothing_is_due_again_soon_and_does_not_count() {
        refuse(OLD);
        pass(MINUTE);
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
        refuse(OLD);
        pass(Duration.ofMinutes(15));
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
        int counted = store.standing(ACCOUNT).signIns();

        store.undecided(ACCOUNT, OLD);

        assertThat(store.standing(ACCOUNT).signIns()).isEqualTo(counted - 1);
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isFalse();
        pass(MINUTE);
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
        store.undecided(OTHER, OLD);
        assertThat(store.standing(OTHER).isQuiet()).isTrue();
    }

    @Test
    void what_was_written_while_the_clock_was_days_ahead_heals() {
        pass(Duration.ofDays(30));
        store.accept(ACCOUNT, NEW, Duration.ZERO);
        refuse(OLD);
        pass(Duration.ofDays(-30));

        assertThat(store.tryNow(ACCOUNT, OLD, false)).isTrue();
        refuse(OLD);
        assertThat(store.standing(ACCOUNT).alarm()).isPresent();
        assertThat(store.standing(ACCOUNT).signIns()).isOne();
        assertThat(store.tryNow(ACCOUNT, OLD, false)).isFalse();
    }

    @Test
    void a_long_message_is_cut() {
        store.refuse(ACCOUNT, OLD, "node a", "x".repeat(2000));

        assertThat(store.standing(ACCOUNT).of(OLD).orElseThrow().message()).hasSize(500);
    }
}
