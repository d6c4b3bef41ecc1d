package dev.callvault.archive.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.app.Standing;
import dev.callvault.archive.AnyProvider;
import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.source.CallService;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceDecorator;
import dev.callvault.source.SourceFailure;
import dev.callvault.source.SourceFailure.CredentialsRefused;
import dev.callvault.source.SourceFailure.Forbidden;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.memory.MemoryLoginStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoginCircuitBreakerTest {
    private static final Account ACCOUNT = new Account(new AccountId(1), "main", ZoneOffset.UTC);
    private static final ListQuery QUERY = ListQuery.total(new TimeWindow(1, 2));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-11-20T20:00:00Z");
    private final LoginStore store = new MemoryLoginStore(() -> now);
    private final AnyProvider provider = new AnyProvider();

    /** One process, with a password; every process asks the same provider. */
    private final class Running {
        final CallSource source;

        Running(String password, boolean isExplicit) {
            LoginCircuitBreaker breaker = new LoginCircuitBreaker(
                    store, ACCOUNT, salt -> password, password + "'s node", () -> now, isExplicit);
            source = breaker.guarded(breaker.watched(provider));
        }

        void list() {
            source.listCalls(QUERY);
        }

        void sessions() {
            source.listSessions(QUERY);
        }

        void log(long id) {
            source.fetchLog(new LogId(id));
        }
    }

    private Running daemon(String password) {
        return new Running(password, false);
    }

    private Running command(String password) {
        return new Running(password, true);
    }

    private static CredentialsRefused status(int status) {
        return new CredentialsRefused("the provider refused the login: HTTP " + status, status == 401);
    }

    private void refuseAll(int status) {
        provider.rule((service, log) -> {
            throw status(status);
        });
    }

    private void acceptAll() {
        provider.rule((service, log) -> {});
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private void assertRefused(Runnable request) {
        assertThatThrownBy(request::run).isInstanceOf(CredentialsRefused.class);
    }

    @Test
    void all_that_is_well_writes_nothing() {
        Running process = daemon("right");

        process.list();
        process.log(1);
        pass(MINUTE);
        process.sessions();

        assertThat(provider.asked()).containsExactly("LOGS", "1", "SESSIONS");
        assertThat(store.standing(ACCOUNT.id()).isQuiet()).isTrue();
        assertThat(store.standing(ACCOUNT.id()).acceptedAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = CallService.class,
            names = {"LOGS", "SESSIONS", "ERRORS"})
    void the_first_refusal_of_a_list_costs_one_request_whoever_else_would_ask(CallService first) {
        refuseAll(403);
        Running process = daemon("wrong");

        assertRefused(() -> ask(process.source, first));
        assertRefused(process::list);
        assertRefused(process::sessions);
        assertRefused(() -> process.log(1));

        assertThat(provider.asked()).containsExactly(first.name());
        assertThat(store.standing(ACCOUNT.id()).alarm().orElseThrow().by()).isEqualTo("wrong's node");
    }

    private static void ask(CallSource source, CallService service) {
        switch (service) {
            case LOGS -> source.listCalls(QUERY);
            case SESSIONS -> source.listSessions(QUERY);
            case ERRORS -> source.listErrors(QUERY);
            case LOG -> source.fetchLog(new LogId(1));
        }
    }

    @Test
    void that_of_a_log_costs_two() {
        refuseAll(401);
        Running process = daemon("wrong");

        assertRefused(() -> process.log(7));
        assertRefused(() -> process.log(8));

        assertThat(provider.asked()).containsExactly("7", "LOGS");
        assertThat(store.standing(ACCOUNT.id()).signIns()).isEqualTo(2);
    }

    @Test
    void many_at_once_wait_for_the_first_and_ask_no_more() throws InterruptedException, ExecutionException {
        refuseAll(401);
        Running process = daemon("wrong");
        List<Future<?>> asking = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                CallService service = List.of(CallService.LOGS, CallService.SESSIONS, CallService.ERRORS)
                        .get(i % 3);
                asking.add(threads.submit(() -> assertRefused(() -> ask(process.source, service))));
            }
        }
        for (Future<?> each : asking) {
            each.get();
        }

        assertThat(provider.requests()).isOne();
    }

    /**
     * Requests wait for the budget between the breaker and the wire; those waiting when the login is refused are held
     * here.
     */
    @Test
    void what_waits_behind_the_gate_when_the_login_is_refused_is_not_sent() {
        LoginCircuitBreaker breaker =
                new LoginCircuitBreaker(store, ACCOUNT, salt -> "rotated", "node", () -> now, false);
        CallSource watched = breaker.watched(provider);
        CallSource direct = breaker.guarded(watched);
        direct.listCalls(QUERY);
        CallSource waiting = new SourceDecorator(watched) {
            @Override
            protected <T> T around(CallService service, Supplier<T> request) {
                if (service == CallService.ERRORS) { // another request meets the refusal while this one waits
                    refuseAll(401);
                    assertRefused(() -> direct.listCalls(QUERY));
                }
                return request.get();
            }
        };

        assertRefused(() -> breaker.guarded(waiting).listErrors(QUERY));

        assertThat(provider.asked()).containsExactly("LOGS", "LOGS");
    }

    @Test
    void another_password_is_not_stopped_and_its_success_silences_the_alarm() {
        Running healthy = daemon("right");
        healthy.list();
        refuseAll(401);
        assertRefused(command("mistyped")::list);
        acceptAll();
        assertThat(store.standing(ACCOUNT.id()).alarm()).isPresent();
        provider.takeAsked();

        pass(Duration.ofSeconds(11));
        healthy.list();
        healthy.log(1);

        assertThat(provider.takeAsked()).containsExactly("LOGS", "1");
        assertThat(store.standing(ACCOUNT.id()).alarm()).isEmpty();
        assertThat(store.standing(ACCOUNT.id()).refused())
                .as("the mistyped one still waits")
                .hasSize(1);
        daemon("right").list();
        assertThat(provider.requests()).isOne();
    }

    @Test
    void what_was_accepted_just_before_it_was_looked_up_counts_as_well() {
        Running one = daemon("right");
        Running two = daemon("right");
        two.list();
        refuseAll(401);
        assertRefused(one::list);
        acceptAll();
        pass(Duration.ofSeconds(5));
        two.list();
        pass(Duration.ofSeconds(6));

        two.list();

        assertThat(store.standing(ACCOUNT.id()).refused()).isEmpty();
    }

    @Test
    void what_one_node_finds_out_stops_the_others_with_the_same_password() {
        Running one = daemon("right");
        Running two = daemon("right");
        two.list();
        pass(Duration.ofSeconds(20));
        refuseAll(401);
        assertRefused(one::list);
        provider.takeAsked();

        assertThatThrownBy(two::list).hasMessageContaining("not tried again before 2026-11-20T20:01:20Z");
        assertThat(provider.requests()).isZero();

        acceptAll();
        pass(MINUTE);
        one.list();
        two.list();
        assertThat(store.standing(ACCOUNT.id()).refused()).isEmpty();
        assertThat(provider.requests()).isEqualTo(2);
    }

    @Test
    void a_refused_login_is_tried_by_a_list_and_a_log_that_is_not_there_proves_nothing() {
        refuseAll(401);
        Running process = daemon("right");
        assertRefused(process::list);
        provider.rule((service, log) -> {
            if (service == CallService.LOG) {
                throw new SourceFailure.NotThere("failure: no such log");
            }
            throw status(401);
        });
        pass(MINUTE);
        provider.takeAsked();

        assertRefused(() -> process.log(1));

        assertThat(provider.takeAsked()).containsExactly("LOGS");
        assertThat(store.standing(ACCOUNT.id()).alarm().orElseThrow().refusals())
                .isEqualTo(2);

        acceptAll();
        pass(Duration.ofMinutes(15));
        process.log(1);
        assertThat(provider.asked()).containsExactly("LOGS", "1");
        assertThat(store.standing(ACCOUNT.id()).refused()).isEmpty();
    }

    @Test
    void only_a_success_proves_a_login() {
        List<SourceFailure> nothing = List.of(
                new SourceFailure.NotThere("x"),
                new SourceFailure.Refused("x"),
                new SourceFailure.Unreadable("a page to log in", Content.of(new byte[0]), null),
                new SourceFailure.TooLarge("x"),
                new SourceFailure.ServerTrouble("x"));
        refuseAll(401);
        Running process = daemon("right");
        assertRefused(process::list);
        for (SourceFailure failure : nothing) {
            pass(Duration.ofMinutes(2));
            provider.rule((service, log) -> {
                throw failure;
            });

            assertThatThrownBy(process::list).isSameAs(failure);

            assertThat(store.standing(ACCOUNT.id()).alarm()).as("%s", failure).isPresent();
        }
        assertThat(store.standing(ACCOUNT.id()).alarm().orElseThrow().refusals())
                .isOne();
    }

    @Test
    void a_try_that_brings_nothing_may_be_made_again_by_whoever_was_asked_to() {
        refuseAll(401);
        assertRefused(command("right")::list);
        provider.rule((service, log) -> {
            throw new SourceFailure.ServerTrouble("x");
        });
        Running command = command("right");

        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(command::sessions).isInstanceOf(SourceFailure.ServerTrouble.class);
        }

        assertThat(store.standing(ACCOUNT.id()).signIns()).isOne();
        acceptAll();
        command.sessions();
        assertThat(store.standing(ACCOUNT.id()).refused()).isEmpty();
    }

    @Test
    void a_log_that_is_refused_alone_is_its_own_failure() {
        Running process = daemon("right");
        provider.rule((service, log) -> {
            if (log == 7) {
                throw status(403);
            }
        });

        assertThatThrownBy(() -> process.log(7)).isInstanceOf(Forbidden.class);
        process.log(8);

        assertThat(provider.asked()).containsExactly("7", "LOGS", "8");
        assertThat(store.standing(ACCOUNT.id()).isQuiet()).isTrue();
    }

    @Test
    void many_such_logs_do_not_raise_the_question_each_time() {
        Running process = daemon("right");
        provider.rule((service, log) -> {
            if (service == CallService.LOG) {
                throw status(401);
            }
        });

        LongStream.range(0, 100)
                .forEach(it -> assertThatThrownBy(() -> process.log(it)).isInstanceOf(Forbidden.class));

        assertThat(provider.asked().stream().filter("LOGS"::equals)).hasSize(20);
        assertThat(store.standing(ACCOUNT.id()).isQuiet()).isTrue();
    }

    @Test
    void a_password_changed_amid_them_is_found_out_long_before_the_limit() {
        Running process = daemon("right");
        provider.rule((service, log) -> {
            if (service == CallService.LOG) {
                throw status(401);
            }
        });
        assertThatThrownBy(() -> process.log(1)).isInstanceOf(Forbidden.class);
        refuseAll(401);
        provider.takeAsked();

        LongStream.range(0, 100)
                .forEach(it -> assertThatThrownBy(() -> process.log(it)).isInstanceOf(SourceFailure.class));

        assertThat(provider.requests()).isLessThan(10);
        assertThat(store.standing(ACCOUNT.id()).alarm()).isPresent();
    }

    @Test
    void a_changed_password_costs_the_running_process_one_request() {
        Running process = daemon("rotated");
        process.list();
        pass(MINUTE);
        refuseAll(401);
        provider.takeAsked();

        assertRefused(process::sessions);
        assertRefused(process::list);
        assertRefused(() -> process.log(1));

        assertThat(provider.asked()).containsExactly("SESSIONS");
        acceptAll();
        daemon("new").list();
        assertThat(store.standing(ACCOUNT.id()).alarm()).isEmpty();
        assertThatThrownBy(process::list).hasMessageContaining("not tried again");
    }

    @Test
    void a_list_that_the_account_may_not_see_stops_no_other() {
        Running process = daemon("right");
        process.list();
        provider.rule((service, log) -> {
            if (service == CallService.SESSIONS) {
                throw status(403);
            }
        });

        assertThatThrownBy(process::sessions).isInstanceOf(Forbidden.class);
        process.list();
        process.log(1);

        assertThat(store.standing(ACCOUNT.id()).isQuiet()).isTrue();
        provider.rule((service, log) -> {
            if (service == CallService.LOGS) {
                throw status(403);
            }
        });
        assertThatThrownBy(process::list).isInstanceOf(Forbidden.class);
        process.sessions();
    }

    @Test
    void an_account_that_is_locked_for_an_hour_is_tried_rarely_and_goes_on_by_itself() {
        Running one = daemon("right");
        Running two = daemon("right");
        one.list();
        two.list();
        List<Instant> signIns = new ArrayList<>();
        Instant opened = now.plus(Duration.ofHours(1));
        provider.rule((service, log) -> {
            if (now.isBefore(opened)) {
                signIns.add(now);
                throw status(403);
            }
        });
        int minutes = 0;
        boolean isOver = false;
        while (!isOver) {
            pass(MINUTE);
            minutes++;
            boolean isOneOver = succeeds(one);
            isOver = succeeds(two) && isOneOver;
        }

        assertThat(minutes).isBetween(60, 60 + 61);
        assertThat(signIns).hasSizeLessThan(8);
        assertThat(store.standing(ACCOUNT.id()).refused()).isEmpty();
    }

    private static boolean succeeds(Running process) {
        try {
            process.log(1);
            return true;
        } catch (CredentialsRefused refused) {
            return false;
        }
    }

    @Test
    void two_days_of_a_loop_of_commands_beside_a_healthy_daemon_never_reach_the_limit() {
        List<Instant> signIns = new ArrayList<>();
        Running healthy = daemon("right");
        healthy.list();
        for (int minute = 0; minute < 2 * 24 * 60; minute++) {
            int before = signIns.size();
            provider.rule((service, log) -> {
                signIns.add(now);
                throw status(401);
            });
            Running mistyped = command("mistyped" + minute % 3);
            assertRefused(mistyped::list);
            assertThat(signIns.size() - before).isLessThanOrEqualTo(1);
            acceptAll();
            healthy.list();
            pass(MINUTE);
        }

        assertThat(signIns)
                .allSatisfy(from -> assertThat(signIns)
                        .filteredOn(it -> !it.isBefore(from) && it.isBefore(from.plus(Duration.ofMinutes(15))))
                        .hasSizeLessThan(15));
        healthy.list();
        assertThat(store.standing(ACCOUNT.id()).alarm()).isEmpty();
    }

    @Test
    void a_new_password_waits_when_too_many_wrong_ones_were_tried() {
        provider.rule((service, log) -> {
            throw status(401);
        });
        for (int i = 0; i < 9; i++) {
            assertRefused(command("mistyped " + i)::list);
        }
        acceptAll();
        provider.takeAsked();
        Running late = command("right at last");

        assertThatThrownBy(late::list).hasMessageContaining("refused too often in the last 15 minutes");
        assertThat(provider.requests()).isZero();
        pass(Duration.ofMinutes(16));
        late.list();
    }

    @Test
    void a_clock_that_was_put_back_makes_the_gate_look_again() {
        Running process = daemon("right");
        process.list();
        store.refuse(ACCOUNT.id(), "right", "another node", "HTTP 401");
        now = now.minus(Duration.ofDays(1));

        process.list(); // the refusal of tomorrow is no reason to wait

        assertThat(provider.requests()).isEqualTo(2);
    }

    @Test
    void an_answer_is_an_answer_although_the_database_is_away() {
        refuseAll(401);
        Running process = new Running("right", true);
        assertRefused(process::list);
        acceptAll();
        BrokenStore broken = new BrokenStore(store);
        LoginCircuitBreaker breaker =
                new LoginCircuitBreaker(broken, ACCOUNT, salt -> "right", "node", () -> now, true);
        CallSource source = breaker.guarded(breaker.watched(provider));
        broken.isAway = true;

        source.listCalls(QUERY);

        broken.isAway = false;
        assertThat(store.standing(ACCOUNT.id()).refused()).isNotEmpty();
        source.listCalls(QUERY);
        assertThat(store.standing(ACCOUNT.id()).refused()).isEmpty();
    }

    @Test
    void a_refusal_is_told_although_it_cannot_be_written_down() {
        BrokenStore broken = new BrokenStore(store);
        broken.isAway = true;
        LoginCircuitBreaker breaker =
                new LoginCircuitBreaker(broken, ACCOUNT, salt -> "wrong", "node", () -> now, true);
        refuseAll(401);

        assertThatThrownBy(() -> breaker.guarded(breaker.watched(provider)).listCalls(QUERY))
                .isInstanceOf(CredentialsRefused.class)
                .satisfies(it -> assertThat(it.getSuppressed()).hasSize(1));
    }

    /** A store that sometimes cannot be written to. */
    private static class BrokenStore implements LoginStore {
        private final LoginStore inner;
        private boolean isAway;

        BrokenStore(LoginStore inner) {
            this.inner = inner;
        }

        private void check() {
            if (isAway) {
                throw new StoreFailure("away", "Wait.", new IllegalStateException());
            }
        }

        @Override
        public byte[] salt(AccountId account) {
            return inner.salt(account);
        }

        @Override
        public Standing standing(AccountId account) {
            return inner.standing(account);
        }

        @Override
        public boolean tryNow(AccountId account, String login, boolean isExplicit) {
            return inner.tryNow(account, login, isExplicit);
        }

        @Override
        public void refuse(AccountId account, String login, String by, String message) {
            check();
            inner.refuse(account, login, by, message);
        }

        @Override
        public void undecided(AccountId account, String login) {
            inner.undecided(account, login);
        }

        @Override
        public void accept(AccountId account, String login, Duration ago) {
            check();
            inner.accept(account, login, ago);
        }
    }

    /** A store that counts how often the state of the logins is read, and how often an acceptance is recorded. */
    private static final class CountingStore extends BrokenStore {
        private int lookUps;
        private int accepts;

        CountingStore(LoginStore inner) {
            super(inner);
        }

        @Override
        public Standing standing(AccountId account) {
            lookUps++;
            return super.standing(account);
        }

        @Override
        public void accept(AccountId account, String login, Duration ago) {
            accepts++;
            super.accept(account, login, ago);
        }
    }

    private CallSource source(LoginStore through) {
        LoginCircuitBreaker breaker =
                new LoginCircuitBreaker(through, ACCOUNT, salt -> "right", "node", () -> now, false);
        return breaker.guarded(breaker.watched(provider));
    }

    @Test
    void what_other_nodes_found_out_is_looked_up_once_in_ten_seconds() {
        CountingStore counting = new CountingStore(store);
        CallSource source = source(counting);
        for (int i = 0; i < 5; i++) {
            source.listCalls(QUERY);
        }
        assertThat(counting.lookUps).isOne();

        pass(Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            source.listCalls(QUERY);
        }
        assertThat(counting.lookUps).isEqualTo(2);
    }

    @Test
    void so_it_is_where_another_login_is_refused_and_of_that_nobody_is_told_twice() {
        refuseAll(401);
        assertRefused(command("mistyped")::list);
        acceptAll();
        CountingStore counting = new CountingStore(store);
        CallSource source = source(counting);
        source.listCalls(QUERY);
        assertThat(counting.accepts).as("that silences the alarm").isOne();

        pass(Duration.ofSeconds(10));
        int before = counting.lookUps;
        for (int i = 0; i < 5; i++) {
            source.listCalls(QUERY);
        }

        assertThat(counting.lookUps - before).isLessThanOrEqualTo(2);
        assertThat(counting.accepts).isOne();
    }

    @Test
    void a_refusal_that_is_no_alarm_any_more_is_over_once_that_login_is_accepted() {
        refuseAll(401);
        Running early = daemon("new password");
        assertRefused(early::list);
        acceptAll();
        pass(Duration.ofSeconds(1));
        daemon("old password").list();
        assertThat(store.standing(ACCOUNT.id()).alarm()).isEmpty();
        assertThat(store.standing(ACCOUNT.id()).refused()).hasSize(1);

        pass(Duration.ofMinutes(2));
        early.list();

        assertThat(store.standing(ACCOUNT.id()).refused()).isEmpty();
    }

    @Test
    void a_login_that_nobody_refused_is_not_tried_by_a_list_first() {
        refuseAll(401);
        assertRefused(command("mistyped")::list);
        acceptAll();
        provider.takeAsked();

        daemon("right").sessions();

        assertThat(provider.asked()).containsExactly("SESSIONS");
    }

    @Test
    void a_person_s_try_that_was_accepted_is_used_up() {
        refuseAll(401);
        assertRefused(daemon("right")::list);
        acceptAll();
        Running command = command("right");
        command.list();
        refuseAll(401);
        assertRefused(command::list);
        provider.takeAsked();

        assertRefused(command::list);

        assertThat(provider.asked()).isEmpty();
    }

    @Test
    void what_waits_behind_the_gate_when_another_node_s_refusal_is_found_out_is_not_sent() {
        LoginCircuitBreaker breaker =
                new LoginCircuitBreaker(store, ACCOUNT, salt -> "rotated", "node", () -> now, false);
        CallSource watched = breaker.watched(provider);
        CallSource direct = breaker.guarded(watched);
        direct.listCalls(QUERY);
        CallSource waiting = new SourceDecorator(watched) {
            @Override
            protected <T> T around(CallService service, Supplier<T> request) {
                pass(Duration.ofSeconds(11));
                store.refuse(ACCOUNT.id(), "rotated", "another node", "HTTP 401");
                assertRefused(() -> direct.listCalls(QUERY));
                return request.get();
            }
        };

        assertRefused(() -> breaker.guarded(waiting).listErrors(QUERY));

        assertThat(provider.asked()).containsExactly("LOGS");
    }
}
