package dev.callvault.metrics;

import java.util.Objects;

/** Which program runs, on which Java. */
final class Build {
    private Build() {}

    /** The version that the build wrote into the jar. */
    static String version() {
        return Objects.requireNonNullElse(Build.class.getPackage().getImplementationVersion(), "unpacked");
    }

    static String java() {
        return Runtime.version().toString();
    }
}
