package dev.callvault.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Card numbers stay out of logs, even those in the exceptions that a message is logged with. */
class RedactingEncoderTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void giveItItsThreadContext() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void text_is_redacted_with_its_exceptions() {
        PatternLayoutEncoder plain = new PatternLayoutEncoder();
        plain.setPattern("%msg%n%ex");

        String text = encoded(plain);

        assertThat(text)
                .contains("the provider said ****-****-****-****", "RuntimeException: outer ****************")
                .contains("inner **** **** **** ****", "suppressed **** **** **** ****", "RedactingEncoderTest")
                .doesNotContain("4111");
    }

    @Test
    void json_stays_json() throws IOException {
        JsonEncoder plain = new JsonEncoder();
        plain.setWithFormattedMessage(true);
        plain.setWithArguments(true);
        plain.setWithMessage(true);

        String json = encoded(plain);

        assertThat(new ObjectMapper().readTree(json).get("formattedMessage").asText())
                .isEqualTo("the provider said ****-****-****-****");
        assertThat(json).contains("inner **** **** **** ****").doesNotContain("4111");
    }

    private String encoded(EncoderBase<ILoggingEvent> plain) {
        return encoded((Encoder<ILoggingEvent>) plain);
    }

    private String encoded(Encoder<ILoggingEvent> plain) {
        plain.setContext(context);
        plain.start();
        RedactingEncoder encoder = new RedactingEncoder();
        encoder.setPlain(plain);
        RuntimeException failure =
                new RuntimeException("outer 4111111111111111", new IllegalStateException("inner 4111 1111 1111 1111"));
        failure.addSuppressed(new IllegalStateException("suppressed 4111 1111 1111 1111"));
        LoggingEvent event = new LoggingEvent(
                "test", context.getLogger("test"), Level.INFO, "the provider said {}", failure, new Object[] {
                    "4111-1111-1111-1111"
                });
        return new String(encoder.encode(event), UTF_8);
    }
}
