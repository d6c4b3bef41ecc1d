package dev.callvault.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.call.CallBody;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.RawLine;
import dev.callvault.call.SessionId;
import dev.callvault.content.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users of the redactor in force always apply the current one. */
class RedactorInForceTest {
    private static final Redactor STARS = new Redactor(false, List.of(RedactionRule.of("word", "secret", "***")));

    private final RedactorInForce redactor = new RedactorInForce(Redactor.NONE);

    private static CallBody body(String text) {
        return new CallBody(Content.of(text.getBytes(StandardCharsets.UTF_8)), "secret");
    }

    private static CallSummary call() {
        Instant start = Instant.EPOCH;
        return new CallSummary(
                new LogId(1), new SessionId("400050;000;1"), "inbound", "secret", "a secret", start, start);
    }

    @Test
    void every_kind_of_text_is_redacted_by_the_one_in_force() {
        RawLine line = new RawLine("a secret", false);
        assertThat(redactor.text("a secret")).isEqualTo("a secret");
        assertThat(redactor.line(line)).isEqualTo(line);
        assertThat(redactor.call(call())).isEqualTo(call());
        assertThat(redactor.body(body("a secret")).location()).isEqualTo("secret");

        redactor.use(STARS);

        assertThat(redactor.text("a secret")).isEqualTo("a ***");
        assertThat(redactor.line(line)).isEqualTo(STARS.line(line));
        assertThat(redactor.call(call()).src()).isEqualTo("a ***");
        CallBody redacted = redactor.body(body("a secret"));
        assertThat(new String(redacted.content().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("a ***");
        assertThat(redacted.location()).isEqualTo("***");
    }
}
