package dev.callvault.simulator;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The faults that are switched on, each for all services or one, for ever or for some requests. Safe for many threads. */
public final class Faults {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /**
     * A fault that is on.
     *
     * @param service such as {@code calls/logs}, or empty for all
     */
    private record Rule(Fault fault, String service, long amount, AtomicLong left) {
        boolean appliesTo(String asked) {
            return service.isEmpty() || service.equals(asked);
        }
    }

    /** Switches a fault on for all services until it is switched off. */
    public void on(Fault fault, long amount) {
        on(fault, "", amount, FOR_EVER);
    }

    /**
     * Switches a fault on.
     *
     * @param service such as {@code calls/logs}, or empty for all; {@code calls/log/123} for a single log
     * @param requests for so many requests that it applies to
     */
    public void on(Fault fault, String service, long amount, long requests) {
        rules.add(new Rule(fault, service, amount, new AtomicLong(requests)));
    }

    public void off(Fault fault) {
        rules.removeIf(it -> it.fault() == fault);
    }

    public void allOff() {
        rules.clear();
    }

    /** The amount of a fault that strikes a request to one of these services now; strikes are counted. */
    OptionalLong strike(Fault fault, String... services) {
        for (Rule rule : rules) {
            boolean applies = rule.fault() == fault && Stream.of(services).anyMatch(rule::appliesTo);
            if (applies && rule.left().getAndDecrement() > 0) {
                return OptionalLong.of(rule.amount());
            }
        }
        return OptionalLong.empty();
    }

    boolean strikes(Fault fault, String... services) {
        return strike(fault, services).isPresent();
    }
}
