package dev.callvault.schedule;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The jobs that this node knows, and those of them that it is running. Thread-safe. */
final class Runs {
    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Recurring> known = Map.of();

    void know(List<Recurring> jobs) {
        known = jobs.stream().collect(Collectors.toUnmodifiableMap(Recurring::name, Function.identity()));
    }

    Collection<Recurring> known() {
        return known.values();
    }

    /** A new run of the job, not yet begun; empty when this node does not know the job. */
    Optional<Run> of(String name) {
        return Optional.ofNullable(known.get(name)).map(job -> new Run(job, running));
    }

    boolean isRunning(String name) {
        return running.stream().anyMatch(run -> run.name().equals(name));
    }

    List<String> running() {
        return running.stream().map(Run::name).sorted().toList();
    }

    void interruptAll() {
        running.forEach(Run::interrupt);
    }
}
