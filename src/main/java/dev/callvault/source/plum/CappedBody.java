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
 * known to be large, comes no further until there is room for it.
 */
final class CappedBody implements BodySubscriber<CappedBody> {
    /** Most logs are smaller, and need not ask for room. */
    static final long SMALL = 1 << 20;

    private final CompletableFuture<Long> size = new CompletableFuture<>();
    private final CompletableFuture<CappedBody> whole = new CompletableFuture<>();
    private final OptionalLong declared;
    private final long most;
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

    /** How many bytes there are, as soon as that is known; of a large one that does not say, the most there may be. */
    CompletableFuture<Long> size() {
        return size;
    }

    /** Lets a large one come. */
    void proceed() {
        ask(Long.MAX_VALUE);
    }

    /** This, as soon as all of it has come. */
    CompletableFuture<CappedBody> whole() {
        return whole;
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

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (declared.isEmpty()) {
            ask(1);
        } else if (declared.getAsLong() > most) {
            giveUp();
        } else {
            size.complete(declared.getAsLong());
            if (declared.getAsLong() <= SMALL) {
                proceed();
            }
        }
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        if (whole.isDone()) {
            return;
        }
        more.forEach(this::add);
        if (length > most) {
            giveUp();
        } else if (declared.isEmpty() && length > SMALL) {
            size.complete(most);
        } else if (declared.isEmpty()) {
            ask(1);
        }
    }

    private void add(ByteBuffer part) {
        length += part.remaining();
        gathered.add(part);
    }

    private void forget() {
        gathered.close();
        gathered = new ContentBuilder();
    }

    @Override
    public void onError(Throwable broken) {
        forget();
        size.completeExceptionally(broken);
        whole.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        size.complete(length);
        whole.complete(this);
    }

    private void giveUp() {
        cancel();
        onError(new TooMuch());
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
