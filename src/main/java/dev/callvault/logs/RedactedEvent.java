package dev.callvault.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** A logging event with its message and exception redacted; the arguments appear only inside the message. */
final class RedactedEvent implements ILoggingEvent {
    private final ILoggingEvent inner;
    private final String message;

    RedactedEvent(ILoggingEvent inner) {
        this.inner = inner;
        this.message = LogRedaction.redacted(String.valueOf(inner.getFormattedMessage()));
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public String getFormattedMessage() {
        return message;
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        return null;
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return RedactedThrowable.of(inner.getThrowableProxy());
    }

    @Override
    public String getThreadName() {
        return inner.getThreadName();
    }

    @Override
    public Level getLevel() {
        return inner.getLevel();
    }

    @Override
    public String getLoggerName() {
        return inner.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return inner.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return inner.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return inner.hasCallerData();
    }

    @Override
    public List<Marker> getMarkerList() {
        return inner.getMarkerList();
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        return inner.getMDCPropertyMap();
    }

    @Override
    @SuppressWarnings("deprecation") // still part of the interface
    public Map<String, String> getMdc() {
        return inner.getMDCPropertyMap();
    }

    @Override
    public long getTimeStamp() {
        return inner.getTimeStamp();
    }

    @Override
    public @Nullable Instant getInstant() {
        return inner.getInstant();
    }

    @Override
    public int getNanoseconds() {
        return inner.getNanoseconds();
    }

    @Override
    public long getSequenceNumber() {
        return inner.getSequenceNumber();
    }

    @Override
    public @Nullable List<KeyValuePair> getKeyValuePairs() {
        return inner.getKeyValuePairs();
    }

    @Override
    public void prepareForDeferredProcessing() {
        inner.prepareForDeferredProcessing();
    }
}
