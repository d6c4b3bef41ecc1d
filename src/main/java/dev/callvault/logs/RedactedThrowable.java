package dev.callvault.logs;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An exception with its own message and those of its causes redacted. */
final class RedactedThrowable implements IThrowableProxy {
    private final IThrowableProxy inner;

    private RedactedThrowable(IThrowableProxy inner) {
        this.inner = inner;
    }

    static @Nullable IThrowableProxy of(@Nullable IThrowableProxy inner) {
        return inner == null ? null : new RedactedThrowable(inner);
    }

    @Override
    public @Nullable String getMessage() {
        @Nullable String message = inner.getMessage();
        return message == null ? null : LogRedaction.redacted(message);
    }

    @Override
    public @Nullable String getOverridingMessage() {
        @Nullable String message = inner.getOverridingMessage();
        return message == null ? null : LogRedaction.redacted(message);
    }

    @Override
    public String getClassName() {
        return inner.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return inner.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return inner.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return of(inner.getCause());
    }

    @Override
    public @Nullable IThrowableProxy[] getSuppressed() {
        return Arrays.stream(inner.getSuppressed()).map(RedactedThrowable::of).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return inner.isCyclic();
    }
}
