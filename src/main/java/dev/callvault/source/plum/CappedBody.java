package dev.callvault.source.plum;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body that is given up as soon as it passes its limit, by its declared length or by what has come. */
final class CappedBody implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final List<ByteBuffer> parts = new ArrayList<>();
    private final long most;
    private long length;
    private Flow.@Nullable Subscription subscription;

    CappedBody(long most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        if (body.isDone()) {
            return;
        }
        for (ByteBuffer part : more) {
            length += part.remaining();
            parts.add(part);
        }
        if (length > most) {
            giveUp();
        }
    }

    @Override
    public void onError(Throwable broken) {
        parts.clear();
        body.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        if (body.isDone()) {
            return;
        }
        byte[] whole = new byte[(int) length];
        int at = 0;
        for (ByteBuffer part : parts) {
            int size = part.remaining();
            part.get(whole, at, size);
            at += size;
        }
        parts.clear();
        body.complete(whole);
    }

    private void giveUp() {
        parts.clear();
        body.completeExceptionally(new TooMuch());
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** The body passed its limit. */
    static final class TooMuch extends IOException {}
}
