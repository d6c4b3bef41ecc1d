package dev.callvault.serve;

import io.javalin.config.RoutesConfig;

/** Some of the served paths and their handlers; each request runs on its own thread. */
@FunctionalInterface
public interface Routes {
    /** Adds the paths; called once, before the server starts. */
    void addTo(RoutesConfig routes);
}
