package dev.callvault.serve;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;

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
        if (logins.seesAll(context.header("Authorization"))) {
            context.contentType(mediaType);
            source.writeTo(context.outputStream());
        } else {
            Challenge.in(context).status(401).result("The metrics need a login for all accounts (accounts: \"*\").\n");
        }
    }
}
