package dev.callvault.serve;

import io.javalin.config.RoutesConfig;

/** A part of what is served: some paths and their handlers, which run on a thread of their own for each request. */
@FunctionalInterface
public interface Routes {
    /** Adds the paths; called once, before the server starts. */
    void addTo(RoutesConfig routes);
}
