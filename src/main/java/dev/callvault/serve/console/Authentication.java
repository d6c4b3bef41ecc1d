package dev.callvault.serve.console;

import dev.callvault.serve.Challenge;
import dev.callvault.serve.Logins;
import dev.callvault.serve.User;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.security.BasicAuthCredentials;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Lets visitors in: with a name and password if there are users, otherwise anybody on this machine. */
public final class Authentication implements Function<Context, Visitor> {
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final Logins logins;

    public Authentication(Logins logins) {
        this.logins = logins;
    }

    /** Returns who sent the request, or refuses it. */
    @Override
    public Visitor apply(Context context) {
        if (logins.isOpen()) {
            return guest(context);
        }
        return user(context).map(it -> new Visitor(it.name(), it::maySee)).orElseThrow(() -> {
            var unused = Challenge.in(context);
            return new UnauthorizedResponse("Log in with your name and password.");
        });
    }

    private Optional<User> user(Context context) {
        return Optional.ofNullable(context.basicAuthCredentials()).flatMap(this::user);
    }

    private Optional<User> user(BasicAuthCredentials given) {
        return logins.user(given.getUsername(), given.getPassword());
    }

    /** Without a login, another site's page could read the archive by resolving its own name to this machine's address. */
    private static Visitor guest(Context context) {
        if (!THIS_MACHINE.matcher(String.valueOf(context.header(Header.HOST))).matches()) {
            throw new ForbiddenResponse(
                    "Without users, the console answers only requests to localhost; set serve.users.");
        }
        return new Visitor("", account -> true);
    }
}
