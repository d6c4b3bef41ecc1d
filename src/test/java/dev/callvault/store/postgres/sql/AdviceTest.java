package dev.callvault.store.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.store.StoreFailure;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is advised fits the cause, however deeply it is wrapped. */
class AdviceTest {
    private static StoreFailure failed(String state) {
        SQLException cause = new SQLException("refused", state);
        StoreFailure bare = Transactions.failed("store", cause);
        StoreFailure pooled = Transactions.failed(
                "store", new DataAccessException("", new SQLTransientConnectionException("no connection", cause)));
        assertThat(pooled.hint()).isEqualTo(bare.hint());
        return bare;
    }

    @ParameterizedTest
    @CsvSource({
        "3D000, createdb",
        "57P04, createdb",
        "28P01, database.username",
        "28000, database.username",
        "08004, database.username",
        "53100, disk",
        "53200, out of memory",
        "53300, max_connections",
        "53400, too little",
        "25006, takes no writes",
        "25P03, ended a session",
        "57P05, ended a session",
        "42501, callvault migrate",
        "42P01, callvault migrate",
        "42703, callvault migrate",
        "42883, callvault migrate",
        "3F000, callvault migrate",
        "57014, time limit",
        "55P03, try again",
        "40001, try again",
        "40P01, try again",
        "58030, fault of its own",
        "XX001, fault of its own",
        "42601, callvault doctor",
        "42804, callvault doctor",
        "22P02, callvault doctor",
        "0A000, callvault doctor",
        "99999, callvault doctor"
    })
    void advice_is_by_cause_and_never_to_look_whether_a_server_that_answered_is_running(String state, String words) {
        StoreFailure failure = failed(state);

        assertThat(failure.hint()).contains(words).doesNotContain("PostgreSQL is running");
        assertThat(failure.isAway()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "08S01", "57P01", "57P02", "57P03"})
    void a_server_that_does_not_answer_is_away(String state) {
        StoreFailure failure = failed(state);

        assertThat(failure.hint()).contains("Check that PostgreSQL is running and reachable");
        assertThat(failure.isAway()).isTrue();
    }

    @Test
    void a_pool_that_waited_in_vain_and_a_refused_socket_are_of_a_server_that_is_away() {
        assertThat(Transactions.failed("store", new SQLTransientConnectionException("timed out"))
                        .isAway())
                .isTrue();
        assertThat(Transactions.failed(
                                "store",
                                new SQLException("refused", "08001", new ConnectException("Connection refused")))
                        .isAway())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3D000", "28P01", "53100", "53300", "25006", "42501", "57014", "40001", "58030", "08006"})
    void what_an_administrator_can_mend_is_not_to_be_reported(String state) {
        assertThat(failed(state).hint()).doesNotContain("report");
    }
}
