package dev.callvault.simulator;

import dev.callvault.call.CallSummary;
import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What really happened, for tests to compare an archive with: everything visible by now, even if it has expired. */
public final class GroundTruth {
    private final GeneratedData world;
    private final LineText lines;
    private final BodyText bodies;
    private final InstantSource clock;
    private final Map<LogId, byte[]> special = new ConcurrentHashMap<>();

    GroundTruth(GeneratedData world, LineText lines, BodyText bodies, InstantSource clock) {
        this.world = world;
        this.lines = lines;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** Calls with logs that start in the window, earliest first. */
    public List<CallSummary> calls(TimeWindow window) {
        return calls(window, clock.instant());
    }

    /** Calls with logs that start in the window and were visible at an instant, earliest first. */
    public List<CallSummary> calls(TimeWindow window, Instant visibleAt) {
        return world.calls(window, visibleAt).stream()
                .map(SimulatedCall::summary)
                .toList();
    }

    /** Session lines of the window, earliest first. */
    public List<String> sessionLines(TimeWindow window) {
        return world.sessions(window, clock.instant()).stream()
                .map(it -> lines.of(it, it.wallClock()))
                .toList();
    }

    /** Error lines of the window, earliest first. */
    public List<String> errorLines(TimeWindow window) {
        return world.errors(window, clock.instant()).stream()
                .map(it -> lines.of(it, it.wallClock()))
                .toList();
    }

    /** The log of a call, byte for byte. */
    public byte[] body(CallSummary call) {
        byte[] replaced = special.get(call.logId());
        return replaced == null ? bodies.of(call) : replaced.clone();
    }

    /** From now on, a call starts at another time, within a week of the old one. */
    public void moveStart(LogId logId, Instant start) {
        world.change(
                logId,
                it -> new CallSummary(
                        it.logId(), it.sessionId(), it.direction(), it.dest(), it.src(), start, it.endedAt()));
    }

    /** From now on, lists a call a second time, in place of another one and at its time. */
    public void listAgain(CallSummary call, LogId inPlaceOf) {
        world.change(
                inPlaceOf,
                it -> new CallSummary(
                        call.logId(),
                        call.sessionId(),
                        call.direction(),
                        call.dest(),
                        call.src(),
                        it.startedAt(),
                        it.endedAt()));
    }

    /** From now on, a call has the log id of another one, whose log can then no longer be requested. */
    public void reuse(LogId of, LogId by) {
        world.change(
                by,
                it -> new CallSummary(
                        of, it.sessionId(), it.direction(), it.dest(), it.src(), it.startedAt(), it.endedAt()));
    }

    /** Replaces a call's log. */
    public void replaceBody(LogId logId, byte[] content) {
        special.put(logId, content.clone());
    }
}
