package dev.callvault.serve;

import dev.callvault.source.Loopback;
import dev.callvault.wire.WireFormat;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes before it reaches a route, so that no route can forget to check it: without users, requests are
 * for this machine by name; and addresses are text.
 */
public final class Door {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Logins logins;

    public Door(Logins logins) {
        this.logins = logins;
    }

    void check(Context context) throws IOException {
        if (logins.isOpen() && !isForThisMachine(context)) {
            refuse(context, 403, "Without users, only requests to localhost are answered; set serve.users.");
        } else if (!isText(context.req().getRequestURI()) || !isText(context.queryString())) {
            refuse(context, 400, "The address is not valid: a percent sign, or the bytes that it stands for");
        }
    }

    /**
     * Without a login, another site's page could read the archive by resolving its own name to this machine's address. The
     * name may also be in the request line; then the server takes it from there.
     */
    private static boolean isForThisMachine(Context context) {
        return isThisMachine(String.valueOf(context.header(Header.HOST)))
                && isThisMachine(String.valueOf(context.req().getServerName()));
    }

    private static boolean isThisMachine(String host) {
        return Loopback.is(host) || Loopback.is(PORT.matcher(host).replaceFirst(""));
    }

    /** Whether what is escaped is UTF-8 without U+0000. */
    private static boolean isText(@Nullable String escaped) {
        if (escaped == null || !escaped.contains("%")) {
            return true;
        }
        if (BROKEN_ESCAPE.matcher(escaped).find()) {
            return false;
        }
        try {
            String bytes = URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1);
            var unused = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
            return bytes.indexOf('\0') < 0;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    /** In the form that the route's clients read. */
    private static void refuse(Context context, int status, String message) throws IOException {
        context.status(status);
        if (ProviderServices.isUnder(context.path())) {
            WireFormat format = WireFormat.accepted(Objects.requireNonNullElse(context.header("Accept"), ""));
            context.contentType(format.mediaType());
            Optional<ServicePath> path = ServicePath.of(context.path());
            format.writer()
                    .failure(
                            context.outputStream(),
                            path.map(ServicePath::service).orElse("result"),
                            message);
        } else {
            context.contentType("text/plain; charset=utf-8");
            context.result(message + "\n");
        }
        var unused = context.skipRemainingHandlers();
    }
}
