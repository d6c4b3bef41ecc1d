package dev.callvault.serve;

import dev.callvault.call.LogId;
import java.util.List;
import java.util.Optional;

/**
 * A path under {@code /ws}, split into its parts.
 *
 * @param service such as {@code logs}, which is also the XML root of its responses
 * @param arguments the parts after the service
 */
record ServicePath(String service, List<String> arguments) {
    private static final List<String> SERVICES = List.of("logs", "log", "sessions", "errors");

    static Optional<ServicePath> of(String path) {
        List<String> parts = List.of(path.replaceFirst("^/+", "").split("/", -1));
        boolean isService = parts.size() > 2
                && parts.get(0).equals("ws")
                && parts.get(1).equals("calls")
                && SERVICES.contains(parts.get(2));
        return isService
                ? Optional.of(new ServicePath(parts.get(2), parts.subList(3, parts.size())))
                : Optional.empty();
    }

    /** The service's name in messages. */
    String name() {
        return "calls/" + service;
    }

    /** Which log is asked for, if the path is that of one. */
    Optional<LogId> log() {
        return isLog() && arguments.size() == 1
                ? Optional.of(new LogId(Long.parseLong(arguments.getFirst())))
                : Optional.empty();
    }

    boolean isLog() {
        return service.equals("log");
    }
}
