package dev.callvault.serve;

import io.javalin.config.RoutesConfig;

/** {@code /health/…}, for whatever restarts the process or pages somebody. Open to everybody: they tell no secrets. */
public final class HealthPages implements Routes {
    private final Health health;

    public HealthPages(Health health) {
        this.health = health;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", context -> {
            boolean isAlive = health.isAlive();
            context.status(isAlive ? 200 : 503).result(isAlive ? "alive\n" : "not alive\n");
        });
    }
}
