package dev.callvault.source.plum;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a number of bytes, and gives up as soon as it is passed, without reading the rest. */
final class CappedBody implements BodySubscriber<byte[]> {
    private final long cap;
    private final ByteArrayOutputStream bytes;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private CappedBody(long cap, int expected) {
        this.cap = cap;
        this.bytes = new ByteArrayOutputStream(expected);
    }

    /** A body that was too large; the exchange ends with it. */
    static final class TooLong extends IOException {
        TooLong(long cap) {
            super("the answer is larger than " + cap + " bytes");
        }
    }

    static BodyHandler<byte[]> upTo(long cap) {
        return head -> new CappedBody(
                cap, expected(head.headers().firstValueAsLong("Content-Length").orElse(0), cap));
    }

    /** The stated length, as far as it is believed before anything has come. */
    private static int expected(long stated, long cap) {
        return (int) Math.clamp(stated, 512, Math.min(cap, 32L << 20));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (bytes.size() + (long) part.remaining() > cap) {
                whole.completeExceptionally(new TooLong(cap));
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
            byte[] chunk = new byte[part.remaining()];
            part.get(chunk);
            bytes.writeBytes(chunk);
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(bytes.toByteArray());
    }

    /**
     * Unpacks a gzipped body under the same cap: a small bomb must not become a large answer.
     *
     * @throws TooLong when it is larger
     * @throws IOException when it is no gzip, or was cut short
     */
    static byte[] gunzip(byte[] packed, long cap) throws IOException {
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
            byte[] body = unpacked.readNBytes((int) Math.min(cap + 1, Integer.MAX_VALUE - 8));
            if (body.length > cap) {
                throw new TooLong(cap);
            }
            return body;
        } catch (EOFException cut) {
            throw new IOException("the packed answer was cut short", cut);
        }
    }
}
