package dev.callvault.source.plum;

import dev.callvault.content.Content;
import dev.callvault.source.CallService;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.OutboundProxy;
import dev.callvault.source.SourceFailure;
import dev.callvault.wire.WireFormat;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its complete response, within limits of time and size. The client's own request timeout ends with the
 * headers, so the exchange is timed here, redirects included.
 */
final class Exchange {
    private final HttpClient client;
    private final PlumSettings settings;
    private final Skew skew;
    private final RateLimits limits;
    private final Unpack unpack;
    private final OutboundProxy proxy;
    private final Optional<String> proxyLogin;
    private final WallCookies cookies = new WallCookies();
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    Exchange(PlumClient client, PlumSettings settings, Skew skew, RateLimits limits) {
        this.client = client.http();
        this.proxy = client.proxy();
        this.proxyLogin = proxy.login(settings.baseUrl());
        this.settings = settings;
        this.skew = skew;
        this.limits = limits;
        this.unpack = new Unpack(settings.maxAnswerBytes());
    }

    /**
     * Follows redirects within the provider's own origin.
     *
     * @param memory what the response may take; a large one waits for it
     */
    Answer get(CallService service, URI url, WireFormat format, MemoryBudget.Reservation memory) {
        UnderWay request = new UnderWay();
        underWay.add(request);
        long began = System.nanoTime();
        try {
            return get(service, url, format, memory, request);
        } catch (ExecutionException broken) {
            if (isUnconnected(broken.getCause())) {
                HostAddresses.failed(connectedHost(url), began);
            }
            throw failure(service, url, broken);
        } finally {
            underWay.remove(request);
        }
    }

    private Answer get(
            CallService service, URI url, WireFormat format, MemoryBudget.Reservation memory, UnderWay request)
            throws ExecutionException {
        TimeLimit limit = new TimeLimit(service, settings.requestTimeout());
        Redirects redirects = new Redirects(service, url);
        while (true) {
            HttpResponse<CappedBody> response = send(limit, redirects.url(), format, request);
            Content sent = read(limit, response.body(), memory, request);
            skew.see(response.headers());
            limits.see(response.headers());
            if (redirects.follow(response)) {
                cookies.see(response.headers());
            } else {
                Content body = unpack.body(service, response, sent, memory);
                return new Answer(response.statusCode(), response.headers(), format, body);
            }
        }
    }

    /** A request in progress, and how to end it early. */
    private final class UnderWay {
        private volatile Runnable end = () -> {};

        void endedBy(Runnable ending) {
            end = ending;
            if (isClosed) {
                end();
            }
        }

        void end() {
            end.run();
        }
    }

    /** Ends the requests in progress, and every later one as soon as it starts. */
    void close() {
        isClosed = true;
        underWay.forEach(UnderWay::end);
    }

    private HttpResponse<CappedBody> send(TimeLimit limit, URI url, WireFormat format, UnderWay underWay)
            throws ExecutionException {
        CompletableFuture<HttpResponse<CappedBody>> response = client.sendAsync(
                request(url, format),
                head -> new CappedBody(head.headers().firstValueAsLong("Content-Length"), settings.maxAnswerBytes()));
        underWay.endedBy(() -> response.cancel(true));
        return limit.await(response, () -> response.cancel(true));
    }

    /** @param body null when a proxy refused to tunnel, since Java reads only the head of that response */
    private static Content read(
            TimeLimit limit, @Nullable CappedBody body, MemoryBudget.Reservation memory, UnderWay underWay)
            throws ExecutionException {
        if (body == null) {
            return Content.of(new byte[0]);
        }
        underWay.endedBy(() -> body.end(new IOException("the program has stopped waiting for it")));
        for (long room = roomFor(limit, body); room > 0; room = roomFor(limit, body)) {
            long wanted = room;
            try {
                limit.pause(() -> memory.atLeast(wanted));
            } catch (SourceFailure.Interrupted stopping) {
                body.cancel();
                throw stopping;
            }
            body.proceed(wanted);
        }
        return body.take();
    }

    private static long roomFor(TimeLimit limit, CappedBody body) throws ExecutionException {
        return limit.await(body.wanted(), body::cancel);
    }

    private String authorization() {
        String login = settings.username() + ":" + settings.password().get();
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest request(URI url, WireFormat format) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Authorization", authorization())
                .header("Accept", format.mediaType())
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", settings.userAgent());
        cookies.header().ifPresent(it -> request.header("Cookie", it));
        proxyLogin.ifPresent(it -> request.header("Proxy-Authorization", it));
        return request.GET().build();
    }

    private static boolean isUnconnected(@Nullable Throwable cause) {
        return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    }

    /** The proxy, if there is one: its name is resolved here, and the provider's name by the proxy. */
    private String connectedHost(URI url) {
        return proxy.select(url).getFirst().address() instanceof InetSocketAddress address
                ? address.getHostString()
                : url.getHost();
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
                service + ": no complete response from " + url.getAuthority() + ": " + reason(broken, root),
                broken.getCause());
    }

    /** Some client failures have no message of their own. */
    private static String reason(ExecutionException broken, Throwable root) {
        if (root instanceof UnresolvedAddressException) {
            return "no such host";
        }
        if (root instanceof CertPathBuilderException) {
            return "its certificate is not from a known authority; if a private authority issued it, name that one's"
                    + " certificate in ca-file";
        }
        if (broken.getCause() instanceof ConnectException && root.getMessage() == null) {
            return "connection refused";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
