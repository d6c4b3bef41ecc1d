package dev.callvault.serve.console;

import dev.callvault.serve.Challenge;
import dev.callvault.serve.Logins;
import io.javalin.http.Context;
import io.javalin.http.UnauthorizedResponse;
import java.util.function.Function;

/**
 * Lets visitors in: with a name and password if there are users, otherwise whoever passed the {@link dev.callvault.serve.Door}.
 */
public final class Authentication implements Function<Context, Visitor> {
    private final Logins logins;

    public Authentication(Logins logins) {
        this.logins = logins;
    }

    /** Returns who sent the request, or refuses it. */
    @Override
    public Visitor apply(Context context) {
        if (logins.isOpen()) {
            return new Visitor("", true, account -> true);
        }
        return logins.user(context)
                .map(it -> new Visitor(it.name(), it.seesAll(), it::maySee))
                .orElseThrow(() -> {
                    var unused = Challenge.in(context);
                    return new UnauthorizedResponse("Log in with your name and password.");
                });
    }
}
