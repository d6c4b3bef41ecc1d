package dev.callvault.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.Page;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.content.Content;
import dev.callvault.wire.answer.FailureAnswer;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The payloads of the provider's own documentation page, exactly as printed there. */
class DocumentedAnswersTest {
    @ParameterizedTest
    @EnumSource
    void calls_have_the_documented_values(WireFormat format) throws IOException {
        Page<CallSummary> page = format.reader().calls(sample("calls", format));

        CallSummary first = new CallSummary(
                new LogId(421_752_831),
                new SessionId("400050;000;1510159646"),
                "inbound",
                "6177123000",
                "2125551234",
                Instant.ofEpochSecond(1_510_159_657),
                Instant.ofEpochSecond(1_510_159_689));
        CallSummary second = new CallSummary(
                new LogId(421_627_729),
                new SessionId("300025;000;1510142108"),
                "inbound",
                "6177123000",
                "7185551234",
                Instant.ofEpochSecond(1_510_142_148),
                Instant.ofEpochSecond(1_510_142_215));
        assertThat(page).isEqualTo(new Page<>(1234, List.of(first, second), 0));
    }

    @ParameterizedTest
    @EnumSource
    void sessions_have_the_documented_values(WireFormat format) throws IOException {
        Page<RawLine> page = format.reader().sessions(sample("sessions", format));

        assertThat(page)
                .isEqualTo(
                        lines(
                                8,
                                "outbound 12125551234 26 [03/Nov/2017:00:10:42 -0500] test@login.com 300024;026;1509673023 1509682242 1509682255 00:00:13",
                                "inbound 7185551234 3 [03/Nov/2017:14:38:30 -0500] 6177123000 200035;003;1509734279 1509734310 1509734339 00:00:29",
                                "inbound 6175551234 1 [03/Nov/2017:18:11:07 -0500] 8009957586 400050;001;1509747051 1509747067 1509747180 00:01:53"));
    }

    @ParameterizedTest
    @EnumSource
    void errors_have_the_documented_values(WireFormat format) throws IOException {
        Page<RawLine> page = format.reader().errors(sample("errors", format));

        assertThat(page)
                .isEqualTo(
                        lines(
                                3,
                                "error 2125551234 6 [17/Nov/2016:14:40:46 -0400] 6177123000 100025;006;1479411625 Max Disconnect Count Exceeded",
                                "error 7185551234 1 [20/Nov/2016:21:28:46 -0400] 8009957586 100037;001;1479692314 errno: 210 message Maximum loop count exceeded",
                                "error 6175551234 0 [09/Jan/2017:08:33:31 -0400] 8009957586 000020;000;1483968637 ReferenceError: d is not defined line 1"));
    }

    @ParameterizedTest
    @EnumSource
    void a_log_has_the_documented_values(WireFormat format) throws IOException {
        LogAnswer answer = format.reader().log(Content.of(sample("log", format)));

        assertThat(answer.dest()).isEqualTo("6177123000");
        assertThat(answer.src()).isEqualTo("2125551234");
        assertThat(answer.type()).isEqualTo("inbound");
        assertThat(answer.timestamp()).isEqualTo(1_510_142_148);
        assertThat(answer.location()).isEqualTo("Boston");
        assertThat(Objects.requireNonNull(answer.log()).bytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("...log data string...");
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_has_the_documented_message(WireFormat format) throws IOException {
        byte[] answer = sample("failure", format);

        for (Reading reading : Reading.ALL) {
            assertThatThrownBy(() -> reading.read(format.reader(), answer))
                    .isInstanceOf(FailureAnswer.class)
                    .hasMessage("Unauthorized access to sample service");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_success_around_a_comment_is_no_list_and_an_absent_log(WireFormat format) throws IOException {
        byte[] answer = sample("success", format);

        assertThatThrownBy(() -> format.reader().calls(answer)).isInstanceOf(UnreadableAnswer.class);
        assertThat(format.reader().log(Content.of(answer)).log()).isNull();
    }

    private static Page<RawLine> lines(long total, String... lines) {
        return new Page<>(
                total, List.of(lines).stream().map(it -> new RawLine(it, false)).toList(), 0);
    }

    private static byte[] sample(String name, WireFormat format) throws IOException {
        String file = name + (format == WireFormat.JSON ? ".json" : ".xml");
        try (var stream = DocumentedAnswersTest.class.getResourceAsStream("/documented/" + file)) {
            assertThat(stream).as(file).isNotNull();
            return stream.readAllBytes();
        }
    }
}
