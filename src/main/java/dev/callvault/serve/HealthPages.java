package dev.callvault.serve;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /health/live} and {@code /health/ready}, for programs that restart the process or page somebody. Everybody sees the
 * status; the reasons name accounts, so only users of all accounts see them.
 */
public final class HealthPages implements Routes {
    private static final int UNAVAILABLE = 503;

    private final Health health;
    private final Logins logins;

    public HealthPages(Health health, Logins logins) {
        this.health = health;
        this.logins = logins;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", this::live);
        routes.get("/health/ready", this::ready);
    }

    private void live(Context context) {
        boolean isAlive = health.isAlive();
        context.status(isAlive ? 200 : UNAVAILABLE).json(Map.of("alive", isAlive));
    }

    private void ready(Context context) {
        Health.Condition condition = health.condition();
        List<String> reasons = condition.unready();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ready", reasons.isEmpty());
        boolean isTold = logins.seesAll(context);
        answer.put(
                "reasons",
                isTold
                        ? Stream.concat(reasons.stream(), condition.concerns().stream())
                                .toList()
                        : List.of());
        context.status(reasons.isEmpty() ? 200 : UNAVAILABLE).json(answer);
    }
}
