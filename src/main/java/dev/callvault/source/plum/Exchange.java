package dev.callvault.source.plum;

import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import dev.callvault.wire.WireFormat;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

    /** Follows redirects within the provider's own origin. */
    Answer get(CallService service, URI url, WireFormat format) {
        long deadline = System.nanoTime() + settings.requestTimeout().toNanos();
        Redirects redirects = new Redirects(service, url);
        while (true) {
            HttpResponse<byte[]> response = send(service, redirects.url(), format, deadline);
            skew.see(response.headers());
            limits.see(response.headers());
            if (!redirects.follow(response)) {
                byte[] body = unpack.body(service, response);
                return new Answer(response.statusCode(), response.headers(), format, body);
            }
        }
    }

    private HttpResponse<byte[]> send(CallService service, URI url, WireFormat format, long deadline) {
        CompletableFuture<HttpResponse<byte[]>> response =
                client.sendAsync(request(url, format), head -> new CappedBody(settings.maxAnswerBytes()));
        try {
            return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            response.cancel(true);
            throw new SourceFailure.TimedOut(service + " had not answered within " + seconds());
        } catch (InterruptedException stopping) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        } catch (ExecutionException broken) {
            throw failure(service, url, broken);
        }
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

    private String seconds() {
        Duration timeout = settings.requestTimeout();
        return timeout.toSeconds() > 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
