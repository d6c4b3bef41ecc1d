package dev.callvault.serve;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** {@code /metrics}, for Prometheus. The metrics name every account, so the login must be one for all accounts. */
public final class MetricsPage implements Routes {
    private final Logins logins;
    private final String mediaType;
    private final Source source;

    public MetricsPage(Logins logins, String mediaType, Source source) {
        this.logins = logins;
        this.mediaType = mediaType;
        this.source = source;
    }

    /** Where the metrics come from. */
    @FunctionalInterface
    public interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::metrics);
    }

    private void metrics(Context context) throws IOException {
        Optional<User> user = logins.user(context);
        if (logins.isOpen() || user.filter(User::seesAll).isPresent()) {
            context.contentType(mediaType);
            source.writeTo(context.outputStream());
        } else if (user.isPresent()) {
            context.status(403).result("The metrics need a login for all accounts (accounts: \"*\").\n");
        } else {
            Challenge.in(context).status(401).result("The metrics need a login for all accounts (accounts: \"*\").\n");
        }
    }
}
