package dev.callvault.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Redacts messages and exceptions before another encoder encodes the event. So text and JSON are treated alike, and no rule
 * can break the JSON around a message. Created by logback.
 */
public final class RedactingEncoder extends EncoderBase<ILoggingEvent> {
    private @Nullable Encoder<ILoggingEvent> plain;

    /** Sets the encoder that does the encoding. */
    public void setPlain(Encoder<ILoggingEvent> encoder) {
        plain = encoder;
    }

    private Encoder<ILoggingEvent> plain() {
        return Objects.requireNonNull(plain, "logback.xml names no encoder inside RedactingEncoder");
    }

    @Override
    public byte[] headerBytes() {
        return plain().headerBytes();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return plain().encode(new RedactedEvent(event));
    }

    @Override
    public byte[] footerBytes() {
        return plain().footerBytes();
    }
}
