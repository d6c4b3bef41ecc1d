package dev.callvault.archive.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.SmallArchive;
import dev.callvault.archive.SmallProvider;
import dev.callvault.call.CallKey;
import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.LogId;
import dev.callvault.call.LogStream;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import dev.callvault.refine.Lines;
import dev.callvault.source.ListQuery;
import dev.callvault.store.listing.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSourcesTest {
    private static final long T = SmallArchive.T;
    private static final ListQuery HOUR = ListQuery.all(new TimeWindow(T - 3600, T));

    private final SmallArchive here = new SmallArchive();
    private final SmallProvider provider = here.provider;
    private final List<SessionId> askedFor = new ArrayList<>();

    private StreamSource<?> streamSource(LogStream stream) {
        return new StreamSources(
                        provider,
                        new Lines(ZoneId.of("America/New_York")),
                        (account, session) -> {
                            assertThat(account).isEqualTo(here.account.id());
                            askedFor.add(session);
                            return List.of();
                        },
                        here.account.id())
                .of(stream);
    }

    private static <T> Rows refined(StreamSource<T> streamSource) {
        return streamSource.refine().apply(streamSource.ask().apply(HOUR).rows());
    }

    @Test
    void each_stream_asks_its_own_list() {
        provider.call(1, T - 60);
        provider.session("6175550101", T - 60);
        provider.error("errno: 210", T - 60);

        for (LogStream stream : LogStream.values()) {
            StreamSource<?> streamSource = streamSource(stream);
            assertThat(streamSource.stream()).isEqualTo(stream);
            assertThat(streamSource.ask().apply(HOUR).total()).isOne();
            assertThat(refined(streamSource).stream()).isEqualTo(stream);
            assertThat(streamSource.times().apply(refined(streamSource)))
                    .containsExactly(Instant.ofEpochSecond(T - 60));
        }
        assertThat(provider.asked)
                .extracting(it -> it.service().path())
                .contains("calls/logs", "calls/sessions", "calls/errors");
    }

    @Test
    void calls_are_told_apart_by_their_ids_and_sessions_and_do_not_repeat() {
        CallSummary call = provider.call(7, T - 60);
        @SuppressWarnings("unchecked")
        StreamSource<CallSummary> calls = (StreamSource<CallSummary>) streamSource(LogStream.CALLS);

        assertThat(calls.repeats()).isFalse();
        assertThat(calls.identity().apply(call)).isEqualTo(new CallKey(new LogId(7), call.sessionId()));
        assertThat(streamSource(LogStream.SESSIONS).repeats()).isTrue();
        assertThat(streamSource(LogStream.ERRORS).repeats()).isTrue();
    }

    @Test
    void what_expires_first_is_stored_first_and_of_one_second_the_lower_id() {
        provider.call(1, T - 10);
        provider.call(2, T - 60);
        provider.call(4, T - 30);
        provider.call(3, T - 30);

        assertThat(((Rows.Calls) refined(streamSource(LogStream.CALLS))).list())
                .extracting(it -> it.logId().value())
                .containsExactly(2L, 3L, 4L, 1L);
    }

    @Test
    void lines_whose_time_cannot_be_read_have_none() {
        provider.errors.add(new SmallProvider.Line(T - 60, "garbled"));
        provider.error("errno: 210", T - 50);
        provider.sessions.add(new SmallProvider.Line(T - 60, "garbled"));

        assertThat(streamSource(LogStream.ERRORS).times().apply(refined(streamSource(LogStream.ERRORS))))
                .isEqualTo(Arrays.asList(null, Instant.ofEpochSecond(T - 50)));
        assertThat(streamSource(LogStream.SESSIONS).times().apply(refined(streamSource(LogStream.SESSIONS))))
                .isEqualTo(Arrays.asList((Instant) null));
    }

    @Test
    void an_error_of_the_hour_that_autumn_repeats_is_told_by_the_times_of_its_session() {
        long repeated = Instant.parse("2026-11-01T05:30:00Z").getEpochSecond();
        provider.error("errno: 210", repeated);
        StreamSource<?> streamSource = streamSource(LogStream.ERRORS);

        List<ErrorLine> lines = ((Rows.Errors) refinedAt(streamSource, repeated)).list();

        assertThat(lines).extracting(ErrorLine::ambiguousTime).containsExactly(true);
        assertThat(askedFor).containsExactly(new SessionId("100001;000;" + (repeated - 99)));
    }

    private static <T> Rows refinedAt(StreamSource<T> streamSource, long second) {
        return streamSource
                .refine()
                .apply(streamSource
                        .ask()
                        .apply(ListQuery.all(new TimeWindow(second, second + 1)))
                        .rows());
    }
}
