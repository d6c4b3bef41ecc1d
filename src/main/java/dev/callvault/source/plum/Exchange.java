package dev.callvault.source.plum;

import dev.callvault.content.Content;
import dev.callvault.source.CallService;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.SourceFailure;
import dev.callvault.wire.WireFormat;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One question and its whole answer, within limits of time and size. The client's own request timeout ends with the headers,
 * so the exchange is timed here, redirects included.
 */
final class Exchange {
    private final HttpClient client;
    private final PlumSettings settings;
    private final Skew skew;
    private final RateLimits limits;
    private final Unpack unpack;
    private final String authorization;

    Exchange(HttpClient client, PlumSettings settings, Skew skew, RateLimits limits) {
        this.client = client;
        this.settings = settings;
        this.skew = skew;
        this.limits = limits;
        this.unpack = new Unpack(settings.maxAnswerBytes());
        byte[] login = (settings.username() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /**
     * Follows redirects within the provider's own origin.
     *
     * @param memory what the answer may take; a large one waits for it
     */
    Answer get(CallService service, URI url, WireFormat format, MemoryBudget.Reservation memory) {
        TimeLimit limit = new TimeLimit(service, settings.requestTimeout());
        Redirects redirects = new Redirects(service, url);
        while (true) {
            try {
                HttpResponse<CappedBody> response = send(limit, redirects.url(), format);
                Content sent = read(limit, response.body(), memory);
                skew.see(response.headers());
                limits.see(response.headers());
                if (!redirects.follow(response)) {
                    Content body = unpack.body(service, response, sent, memory);
                    return new Answer(response.statusCode(), response.headers(), format, body);
                }
            } catch (ExecutionException broken) {
                throw failure(service, url, broken);
            }
        }
    }

    private HttpResponse<CappedBody> send(TimeLimit limit, URI url, WireFormat format) throws ExecutionException {
        CompletableFuture<HttpResponse<CappedBody>> response = client.sendAsync(
                request(url, format),
                head -> new CappedBody(head.headers().firstValueAsLong("Content-Length"), settings.maxAnswerBytes()));
        return limit.await(response, () -> response.cancel(true));
    }

    private static Content read(TimeLimit limit, CappedBody body, MemoryBudget.Reservation memory)
            throws ExecutionException {
        long size = limit.await(body.size(), body::cancel);
        if (size > CappedBody.SMALL) {
            try {
                limit.pause(() -> memory.atLeast(size));
            } catch (SourceFailure.Interrupted stopping) {
                body.cancel();
                throw stopping;
            }
            body.proceed();
        }
        return limit.await(body.whole(), body::cancel).take();
    }

    private HttpRequest request(URI url, WireFormat format) {
        return HttpRequest.newBuilder(url)
                .header("Authorization", authorization)
                .header("Accept", format.mediaType())
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", settings.userAgent())
                .GET()
                .build();
    }

    private SourceFailure failure(CallService service, URI url, ExecutionException broken) {
        Throwable root = broken;
        while (root.getCause() != null && !(root instanceof CappedBody.TooMuch)) {
            root = root.getCause();
        }
        if (root instanceof CappedBody.TooMuch) {
            return new SourceFailure.TooLarge(Unpack.tooLarge(service, settings.maxAnswerBytes()));
        }
        return new SourceFailure.Unreachable(
                service + " got no whole answer from " + url.getAuthority() + ": " + reason(broken, root),
                broken.getCause());
    }

    /** Some failures of the client have no message of their own. */
    private static String reason(ExecutionException broken, Throwable root) {
        if (root instanceof UnresolvedAddressException) {
            return "no such host";
        }
        if (broken.getCause() instanceof ConnectException && root.getMessage() == null) {
            return "the connection is refused";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
