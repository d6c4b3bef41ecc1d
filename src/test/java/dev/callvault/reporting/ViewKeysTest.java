package dev.callvault.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.app.Scene;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each view has a key, named in its comment: never null, and of one row only, whatever accounts have in common. */
class ViewKeysTest {
    private static final String VIEWS = """
            SELECT relname, obj_description(oid, 'pg_class') FROM pg_class
            WHERE relnamespace = 'reporting'::regnamespace AND relkind = 'v' ORDER BY 1""";
    private static final Pattern KEY = Pattern.compile(" Key: ([a-z_]+(?:, [a-z_]+)*)\\.$");

    /** A second account with the same calls and lines, and one of each record that is rare. */
    private static final String SECOND = """
            INSERT INTO archive.accounts (name, base_url, zone, created_at)
            VALUES ('second', 'https://example.org/ws', 'America/New_York', now());
            INSERT INTO archive.calls SELECT (jsonb_populate_record(NULL::archive.calls, to_jsonb(row) || '{"account_id": 2}')).*
            FROM archive.calls AS row;
            INSERT INTO archive.call_logs SELECT (jsonb_populate_record(NULL::archive.call_logs, to_jsonb(row) || '{"account_id": 2}')).*
            FROM archive.call_logs AS row;
            INSERT INTO archive.sessions SELECT (jsonb_populate_record(NULL::archive.sessions, to_jsonb(row) || '{"account_id": 2}')).*
            FROM archive.sessions AS row ORDER BY started_at DESC LIMIT 200;
            INSERT INTO archive.errors SELECT (jsonb_populate_record(NULL::archive.errors, to_jsonb(row) || '{"account_id": 2}')).*
            FROM archive.errors AS row;
            INSERT INTO archive.coverage SELECT 2, stream, span, total, proven, listed_at FROM archive.coverage;
            INSERT INTO archive.gaps (account_id, stream, from_time, to_time, log_id, reason, detected_at)
            SELECT account_id, 'bodies', started_at, started_at, log_id, 'expired', now() FROM archive.calls WHERE log_id % 7 = 0;
            INSERT INTO archive.call_conflicts (account_id, log_id, session_hash, session_id, direction, dest, src, started_at,
                first_seen_at)
            SELECT account_id, log_id, sha256(other::bytea), other, direction, dest, src, started_at, now()
            FROM archive.calls, unnest('{a,b}'::text[]) AS other WHERE log_id % 7 = 1;
            UPDATE archive.calls SET log_state = 'pending' WHERE log_id % 7 = 1;
            INSERT INTO archive.body_queue (account_id, log_id, started_at, expires_at, next_attempt_at)
            SELECT account_id, log_id, started_at, started_at, started_at FROM archive.calls WHERE log_id % 7 = 1;
            UPDATE archive.calls SET caller_country = NULL, caller_area = NULL WHERE log_id % 3 = 0;
            UPDATE archive.calls SET caller_number = NULL, caller_kind = NULL WHERE log_id % 5 = 0;
            INSERT INTO archive.directory VALUES ('+18009957586', '1', 'Claims line', NULL, NULL)""";

    @Test
    void each_view_has_a_key_that_is_never_null_and_of_one_row() {
        try (Scene scene = Scene.small()) {
            scene.archive();
            scene.archived.execute(SECOND);

            List<String> views = scene.archived.rows(VIEWS);
            assertThat(views).hasSizeGreaterThan(25);
            for (String view : views) {
                String name = view.substring(0, view.indexOf('|'));
                Matcher key = KEY.matcher(view);
                assertThat(key.find()).as("%s names its key", view).isTrue();
                String columns = key.group(1);
                assertThat(scene.archived.rows("SELECT count(*) > 0, count(*) = count(DISTINCT (" + columns
                                + ")), count(*) FILTER (WHERE num_nulls(" + columns + ") > 0) FROM reporting." + name))
                        .as("%s by %s: it has rows, each has its own key, and none is null", name, columns)
                        .containsExactly("t|t|0");
            }
        }
    }
}
