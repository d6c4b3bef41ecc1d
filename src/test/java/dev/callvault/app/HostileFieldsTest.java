package dev.callvault.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.Account;
import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogStream;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.refine.Lines;
import dev.callvault.refine.Redactor;
import dev.callvault.store.ProviderLogin;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.BodyStore;
import dev.callvault.store.bodies.WantedBody;
import dev.callvault.store.listing.Listing;
import dev.callvault.store.listing.Rows;
import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever stands in a field is data: it is archived as it came, and does nothing. */
class HostileFieldsTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant NOW = Instant.parse("2026-11-20T20:10:30Z");
    private static final List<String> HOSTILE = List.of(
            "'; DROP TABLE archive.calls; --",
            "\\'; DELETE FROM archive.sessions; --",
            "$$; DROP SCHEMA archive CASCADE; $$",
            "{\"a\":[1,\"\\\"\"]},NULL,(1,2)",
            "{0} {1} %s %1$s ? :name ${body_compression} #{x} ${jndi:ldap://127.0.0.1/x}",
            "a\\b\"c'd`e\u0000f\u0001g\u007f\u2028\ud83d\ude00",
            "x".repeat(300_000));

    @Test
    void a_hostile_text_in_every_field_is_archived_as_it_came() {
        try (Scene scene = Scene.small();
                Callvault callvault = new Callvault(scene.settings(), scene.clock)) {
            callvault.migrate();
            Account account = callvault
                    .postgres()
                    .accounts()
                    .register("a'; --", new ProviderLogin(URI.create("http://x/ws"), "user"), NEW_YORK, NOW);
            long id = 1;
            for (String hostile : HOSTILE) {
                String shown = hostile.replace('\0', '\u2400');
                listed(callvault, account, id, hostile);
                body(callvault, account, id, hostile);

                assertThat(scene.archived.rows(
                                "SELECT session_id, direction, dest, src FROM archive.calls WHERE log_id = " + id))
                        .containsExactly(String.join("|", shown, shown, shown, shown));
                assertThat(scene.archived.rows(
                                "SELECT coalesce(body, convert_from(decode(replace(encode(body_bytes, 'hex'),"
                                        + " '00', 'e29080'), 'hex'), 'UTF8')), location FROM archive.call_logs WHERE log_id = "
                                        + id))
                        .containsExactly(shown + "|" + shown);
                assertThat(scene.archived.rows("SELECT raw_line FROM archive.sessions"))
                        .contains("inbound " + shown);
                assertThat(scene.archived.rows("SELECT message FROM archive.errors"))
                        .contains(shown);
                id++;
            }
            assertThat(scene.archived.count("SELECT count(*) FROM archive.calls"))
                    .isEqualTo(HOSTILE.size());
        }
    }

    private static void listed(Callvault callvault, Account account, long id, String hostile) {
        String json = JSON_CALL.replace("ID", Long.toString(id)).replace("TEXT", escaped(hostile));
        Page<CallSummary> page = WireFormat.JSON.reader().calls(json.getBytes(UTF_8));
        save(callvault, account, new Rows.Calls(page.rows()));
        Lines lines = new Lines(NEW_YORK);
        RawLine session = RawLine.received("inbound " + hostile);
        RawLine error = RawLine.received(
                "error 2125551234 000 [20/Nov/2026:15:00:00 -0400] 8005551234 400050;000;1795200000 " + hostile);
        save(callvault, account, new Rows.Sessions(lines.sessions(List.of(Redactor.CARDS.line(session)))));
        List<ErrorLine> errors = lines.errors(List.of(Redactor.CARDS.line(error)), it -> List.of());
        save(callvault, account, new Rows.Errors(errors));
    }

    private static final String JSON_CALL =
            "{\"status\":\"success\",\"result\":{\"total_logs\":1,\"logs\":[{\"log_id\":\"ID\","
                    + "\"session_id\":\"TEXT\",\"dest\":\"TEXT\",\"type\":\"TEXT\",\"src\":\"TEXT\",\"start\":\"1795200000\",\"end\":\"1795200009\"}]}}";

    private static String escaped(String text) {
        StringBuilder json = new StringBuilder();
        text.chars()
                .forEach(it -> json.append(
                        it == '"' || it == '\\' || it < 0x20 ? String.format("\\u%04x", it) : "" + (char) it));
        return json.toString();
    }

    private static void save(Callvault callvault, Account account, Rows rows) {
        List<CoverageSpan> spans =
                List.of(new CoverageSpan(new TimeWindow(1_795_199_000, 1_795_201_000), rows.size(), true));
        callvault.postgres().listings().save(account.id(), new Listing(rows, spans, NOW));
    }

    private static void body(Callvault callvault, Account account, long id, String hostile) {
        BodyStore bodies = callvault.postgres().bodies();
        WantedBody wanted = bodies
                .claim(
                        account.id(),
                        new BodyStore.Claim(
                                10, hostile.replace("\0", ""), NOW, NOW, NOW.plusSeconds(60), Instant.EPOCH))
                .stream()
                .filter(it -> it.logId().value() == id)
                .findFirst()
                .orElseThrow();
        CallBody body = new CallBody(Content.of(hostile.getBytes(UTF_8)), hostile);
        bodies.settle(account.id(), "test", List.of(new BodyOutcome.Archived(wanted, body)), NOW);
        callvault.postgres().runs().record(account.id(), LogStream.CALLS.label(), NOW, hostile.replace("\0", ""), 1);
    }
}
