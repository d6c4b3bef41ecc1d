package dev.callvault.simulator;

import dev.callvault.call.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The active faults, each for all services or one, without end or for some requests. Safe for many threads. */
public final class Faults {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    /**
     * An active fault.
     *
     * @param asked whether it applies to a request
     */
    private record Rule(Fault fault, Predicate<Asked> asked, long amount, AtomicLong left) {}

    /** Switches a fault on for all services until it is switched off. */
    public void on(Fault fault, long amount) {
        on(fault, "", amount, FOR_EVER);
    }

    /**
     * Switches a fault on.
     *
     * @param service such as {@code calls/logs}, or empty for all; {@code calls/log/123} for a single log
     * @param requests how many requests it applies to
     */
    public void on(Fault fault, String service, long amount, long requests) {
        rules.add(new Rule(fault, named(service), amount, new AtomicLong(requests)));
    }

    /** Switches a fault on for windows wider than this, of one list, or of all lists when the service is empty. */
    public void onWindowsOver(Duration most, Fault fault, String service, long amount) {
        onWindows(it -> it.length().compareTo(most) > 0, fault, service, amount);
    }

    /** Switches a fault on for windows that contain this second, of one list, or of all lists when the service is empty. */
    public void onWindowsWith(Instant second, Fault fault, String service, long amount) {
        onWindows(it -> it.contains(second), fault, service, amount);
    }

    private void onWindows(Predicate<TimeWindow> windows, Fault fault, String service, long amount) {
        Predicate<Asked> those = it -> it.window().filter(windows).isPresent();
        rules.add(new Rule(fault, named(service).and(those), amount, new AtomicLong(FOR_EVER)));
    }

    private static Predicate<Asked> named(String service) {
        return it -> service.isEmpty() || it.names().contains(service);
    }

    public void off(Fault fault) {
        rules.removeIf(it -> it.fault() == fault);
    }

    public void allOff() {
        rules.clear();
    }

    /** The amount of a fault if it applies to this request; each time counts. */
    OptionalLong strike(Fault fault, Asked asked) {
        for (Rule rule : rules) {
            boolean applies = rule.fault() == fault && rule.asked().test(asked);
            if (applies && rule.left().getAndDecrement() > 0) {
                return OptionalLong.of(rule.amount());
            }
        }
        return OptionalLong.empty();
    }

    boolean strikes(Fault fault, Asked asked) {
        return strike(fault, asked).isPresent();
    }
}
