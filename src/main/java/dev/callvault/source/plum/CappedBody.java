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
 * A body that is given up as soon as it passes its limit, by its declared length or by what has come; and that, once it is
 * known to be large, comes no further until there is room for it. One that does not say how large it is asks for room step by
 * step: for all that there may be, it would have to wait until nobody else has any.
 */
final class CappedBody implements BodySubscriber<CappedBody> {
    /** Most logs are smaller, and need not ask for room. */
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

    /** @param declared the length by the header, if it has one */
    CappedBody(OptionalLong declared, long most) {
        this.declared = declared;
        this.most = most;
        this.gathered = new ContentBuilder(declared.orElse(ContentBuilder.UNKNOWN));
    }

    /** At once: its parts are waited for apart. */
    @Override
    public CompletionStage<CappedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    /** For how many bytes it needs room before more of it comes, as soon as that is known; 0 once all has come. */
    synchronized CompletableFuture<Long> wanted() {
        return wanted;
    }

    /** Lets so many bytes come, from the first on. */
    void proceed(long bytes) {
        synchronized (this) {
            room = bytes;
            wanted = new CompletableFuture<>();
            tell();
        }
        ask(declared.isPresent() ? Long.MAX_VALUE : 1);
    }

    /** Hands its bytes over, once: the client remembers a body for longer than anybody needs it. */
    Content take() {
        Content taken = gathered.content();
        forget();
        return taken;
    }

    /** Gives up, and the connection with it. */
    void cancel() {
        Flow.@Nullable Subscription begun = subscription;
        if (begun != null) {
            begun.cancel();
        }
    }

    /** The same for whoever waits elsewhere. */
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

    /** What came to its end while it waited for room is told once it asks again. */
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

    /** The body passed its limit. */
    static final class TooMuch extends IOException {}
}
