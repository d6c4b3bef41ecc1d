package dev.callvault.serve;

import io.javalin.http.Context;
import io.javalin.http.Header;

/** Asks who comes without a login for one, as HTTP Basic does (RFC 7617). */
public final class Challenge {
    private static final String BASIC = "Basic realm=\"Callvault\", charset=\"UTF-8\"";

    private Challenge() {}

    public static Context in(Context context) {
        return context.header(Header.WWW_AUTHENTICATE, BASIC);
    }
}
