package dev.callvault.source.plum;

import dev.callvault.source.SourceFailure;
import dev.callvault.wire.WireFormat;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request and its whole answer, within limits of time and size. The login goes with every request, and to no other host
 * than the account's own. Safe for many threads.
 */
final class Exchange implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final int MOST_REDIRECTS = 3;

    private final PlumSettings settings;
    private final InstantSource clock;
    private final String base;
    private final String authorization;
    private final HttpClient client;
    private final AtomicReference<@Nullable Duration> skew = new AtomicReference<>();

    Exchange(PlumSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.base = settings.baseUrl().toString().replaceFirst("/+$", "") + "/";
        String login = settings.username() + ":" + settings.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        // HTTP/1.1: servers end an HTTP/2 connection after some requests, which the client reports as a failure.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /**
     * Gets what is at a path below the base URL.
     *
     * @throws SourceFailure when no whole answer came
     */
    Answer get(String path, WireFormat format) {
        URI uri = URI.create(base + path);
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpResponse<byte[]> response = send(uri, format);
            Optional<String> location = redirect(response);
            if (location.isEmpty()) {
                return answer(uri, response);
            }
            uri = target(uri, location.get());
        }
        throw new SourceFailure.Refused("the provider redirects in circles at " + withoutQuery(uri));
    }

    private HttpResponse<byte[]> send(URI uri, WireFormat format) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .header("Accept", format.mediaType())
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "callvault")
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, CappedBody.upTo(settings.maxAnswerBytes()));
        try {
            // The request's own timeout would end with the headers; this one covers the body too.
            HttpResponse<byte[]> response =
                    exchange.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            noteClock(response);
            return response;
        } catch (TimeoutException late) {
            exchange.cancel(true);
            throw new SourceFailure.TimedOut("no whole answer from " + withoutQuery(uri) + " within "
                    + settings.requestTimeout().toSeconds() + " s");
        } catch (InterruptedException stopping) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new SourceFailure.Interrupted();
        } catch (ExecutionException failed) {
            throw failure(uri, failed);
        }
    }

    private static SourceFailure failure(URI uri, ExecutionException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CappedBody.TooLong tooLong) {
                return new SourceFailure.TooLarge(withoutQuery(uri) + ": " + tooLong.getMessage());
            }
        }
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        String why = cause.getMessage() == null ? words(cause) : cause.getMessage();
        return new SourceFailure.Unreachable(
                "cannot reach " + uri.getScheme() + "://" + uri.getAuthority() + ": " + why, cause);
    }

    /** Some failures of the client have no message of their own. */
    private static String words(Throwable cause) {
        if (cause instanceof ConnectException) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? "no such host"
                    : "the connection is refused";
        }
        return cause.getClass().getSimpleName();
    }

    private Answer answer(URI uri, HttpResponse<byte[]> response) {
        String encoding =
                response.headers().firstValue("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
        try {
            byte[] body = encoding.contains("gzip") && response.body().length > 0
                    ? CappedBody.gunzip(response.body(), settings.maxAnswerBytes())
                    : response.body();
            return new Answer(response.statusCode(), response.headers(), Charsets.toUtf8(body, response.headers()));
        } catch (CappedBody.TooLong tooLong) {
            throw new SourceFailure.TooLarge(withoutQuery(uri) + ": " + tooLong.getMessage());
        } catch (IOException noGzip) {
            throw new SourceFailure.Unreadable(withoutQuery(uri) + ": " + noGzip.getMessage(), response.body(), noGzip);
        }
    }

    private static Optional<String> redirect(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location");
            default -> Optional.empty();
        };
    }

    /** A redirect to another host would take the login there. */
    private static URI target(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException broken) {
            throw new SourceFailure.Refused("the provider redirects to what is no address: " + location);
        }
        boolean isSamePlace = from.getScheme().equals(to.getScheme())
                && from.getAuthority().equalsIgnoreCase(String.valueOf(to.getAuthority()));
        if (!isSamePlace) {
            throw new SourceFailure.Refused("the provider redirects to " + to.getScheme() + "://" + to.getAuthority()
                    + ", where the login is not sent; if it has moved there, set the account's url to it");
        }
        return to;
    }

    private void noteClock(HttpResponse<byte[]> response) {
        Instant now = clock.instant();
        response.headers()
                .firstValue("Date")
                .flatMap(RetryTimes::date)
                .ifPresent(date -> skew.set(Duration.between(date, now)));
    }

    Optional<Duration> skew() {
        return Optional.ofNullable(skew.get());
    }

    private static String withoutQuery(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }

    /** Running exchanges are given up. */
    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
