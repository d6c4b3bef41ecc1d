package dev.callvault.source.plum;

import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;

/** Follows the redirects of one request. The login is sent only to the account's own scheme, host and port. */
final class Redirects {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final int MAX = 3;

    private final CallService service;
    private URI url;
    private int followed;

    Redirects(CallService service, URI url) {
        this.service = service;
        this.url = url;
    }

    URI url() {
        return url;
    }

    /** Whether there is another address to request, which {@link #url} then returns. */
    boolean follow(HttpResponse<?> response) {
        if (!STATUSES.contains(response.statusCode())) {
            return false;
        }
        URI target = target(response);
        if (!origin(target).equals(origin(url))) {
            throw new SourceFailure.Refused(
                    service + " was redirected to " + origin(target)
                            + "; the login was not sent there. If the provider has moved, set the account's url to the new address");
        }
        if (++followed > MAX) {
            throw new SourceFailure.Refused(service + " was redirected more than " + MAX + " times");
        }
        url = target;
        return true;
    }

    private URI target(HttpResponse<?> response) {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            return url.resolve(location);
        } catch (IllegalArgumentException unreadable) {
            throw new SourceFailure.Refused(service + " was redirected to an unreadable address");
        }
    }

    /** Scheme, host and port only, without any login in the address. */
    private static String origin(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? 443 : 80;
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        return scheme + "://" + host + ":" + (url.getPort() < 0 ? standard : url.getPort());
    }
}
