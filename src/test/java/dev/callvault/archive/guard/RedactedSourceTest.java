package dev.callvault.archive.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.archive.SmallProvider;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.TimeWindow;
import dev.callvault.refine.Redactor;
import dev.callvault.source.ListQuery;
import dev.callvault.source.SourceFailure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedactedSourceTest {
    private static final String CARD = "4111111111111111";
    private static final String STARS = "****************";
    private static final ListQuery QUERY = ListQuery.all(new TimeWindow(0, 3600));

    private final SmallProvider provider = new SmallProvider();
    private final RedactedSource source = new RedactedSource(provider, Redactor.CARDS);

    @Test
    void whatever_comes_is_redacted_and_the_total_stays_the_provider_s() {
        CallSummary call = provider.call(1, 60);
        provider.calls.put(
                call.logId(),
                new CallSummary(
                        call.logId(), call.sessionId(), "inbound", CARD, call.src(), call.startedAt(), call.endedAt()));
        provider.session(CARD, 60);
        provider.error("said " + CARD, 60);
        provider.logs.put(call.logId(), "typed " + CARD);
        provider.wrongBy = request -> 5;

        Page<CallSummary> calls = source.listCalls(QUERY);
        assertThat(calls.rows()).extracting(CallSummary::dest).containsExactly(STARS);
        assertThat(calls.total()).isEqualTo(6);
        assertThat(source.listSessions(QUERY).rows())
                .extracting(RawLine::text)
                .allMatch(it -> it.startsWith("inbound " + STARS));
        assertThat(source.listErrors(QUERY).rows())
                .extracting(RawLine::text)
                .allMatch(it -> it.endsWith("said " + STARS));
        assertThat(new String(source.fetchLog(call.logId()).content().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("typed " + STARS);
    }

    @Test
    void the_words_of_a_failure_are_redacted_and_its_kind_stays() {
        provider.trouble = request -> Optional.of(new SourceFailure.Refused("no such number: " + CARD));

        assertThatThrownBy(() -> source.listCalls(QUERY))
                .isInstanceOf(SourceFailure.Refused.class)
                .hasMessage("no such number: " + STARS);
        assertThatThrownBy(() -> source.fetchLog(new LogId(1))).hasMessage("no such number: " + STARS);
    }

    @Test
    void a_failure_that_quotes_nothing_is_handed_on_as_it_is() {
        SourceFailure failure = new SourceFailure.TimedOut("slow");
        provider.trouble = request -> Optional.of(failure);

        assertThatThrownBy(() -> source.listErrors(QUERY)).isSameAs(failure);
        assertThatThrownBy(() -> source.listSessions(QUERY)).isSameAs(failure);
    }
}
