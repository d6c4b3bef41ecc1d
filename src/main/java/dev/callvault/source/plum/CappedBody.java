package dev.callvault.source.plum;

import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A response body that is abandoned once it exceeds its limit, by its declared length or by the bytes received. A body
 * known to be large is paused until there is room for it. One without a declared length asks for room step by step:
 * asking for the maximum would mean waiting until no other body has any.
 */
final class CappedBody implements BodySubscriber<CappedBody> {
    /** Most logs are smaller and need not ask for room. */
    static final long SMALL = 64 << 10;

    private static final int STEP = 8;

    private final OptionalLong declared;
    private final long most;
    private CompletableFuture<Long> wanted = new CompletableFuture<>();
    private long room = SMALL;
    private @Nullable Throwable broken;
    private boolean isWhole;
    private ContentBuilder gathered;
    private long length;
    private volatile Flow.@Nullable Subscription subscription;

    /** @param declared the length from the header, if present */
    CappedBody(OptionalLong declared, long most) {
        this.declared = declared;
        this.most = most;
        this.gathered = new ContentBuilder(declared.orElse(ContentBuilder.UNKNOWN));
    }

    /** Returns at once: its parts are awaited separately. */
    @Override
    public CompletionStage<CappedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    /** How many bytes of room it needs before it continues, once known; 0 once it is complete. */
    synchronized CompletableFuture<Long> wanted() {
        return wanted;
    }

    /** Allows this many bytes in total. */
    void proceed(long bytes) {
        synchronized (this) {
            room = bytes;
            wanted = new CompletableFuture<>();
            tell();
        }
        ask(declared.isPresent() ? Long.MAX_VALUE : 1);
    }

    /** Hands over its bytes, once: the client keeps a body longer than anyone needs it. */
    Content take() {
        Content taken = gathered.content();
        forget();
        return taken;
    }

    /** Abandons the body and its connection. */
    void cancel() {
        Flow.@Nullable Subscription begun = subscription;
        if (begun != null) {
            begun.cancel();
        }
    }

    /** The same, for callers waiting elsewhere. */
    void end(Throwable why) {
        cancel();
        onError(why);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (declared.isEmpty()) {
            ask(1);
        } else if (declared.getAsLong() > most) {
            end(new TooMuch());
        } else if (declared.getAsLong() <= SMALL) {
            ask(Long.MAX_VALUE);
        } else {
            want(declared.getAsLong());
        }
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        synchronized (this) {
            if (broken != null) {
                return;
            }
            more.forEach(this::add);
        }
        if (length > most) {
            end(new TooMuch());
        } else if (declared.isEmpty() && length > room) {
            want(Math.min(most, Math.max(length, room) * STEP));
        } else if (declared.isEmpty()) {
            ask(1);
        }
    }

    private void add(ByteBuffer part) {
        length += part.remaining();
        gathered.add(part);
    }

    private synchronized void want(long bytes) {
        wanted.complete(bytes);
    }

    private synchronized void forget() {
        gathered.close();
        gathered = new ContentBuilder();
    }

    @Override
    public synchronized void onError(Throwable why) {
        forget();
        broken = why;
        tell();
    }

    @Override
    public synchronized void onComplete() {
        isWhole = true;
        tell();
    }

    /** A body that ended while waiting for room reports this when it asks again. */
    private void tell() {
        if (broken != null) {
            wanted.completeExceptionally(broken);
        } else if (isWhole) {
            wanted.complete(0L);
        }
    }

    private void ask(long parts) {
        Flow.@Nullable Subscription begun = subscription;
        if (begun != null) {
            begun.request(parts);
        }
    }

    /** The body exceeded its limit. */
    static final class TooMuch extends IOException {}
}
