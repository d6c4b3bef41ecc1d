package dev.callvault.schedule;

import dev.callvault.store.StoreFailure;
import dev.callvault.store.coordination.JobOutcome;
import dev.callvault.store.coordination.JobStore;
import dev.callvault.store.coordination.JobStore.Job;
import dev.callvault.store.memory.MemoryJobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes that share a job store, in simulated time. Each ticks at its own pace. A job runs behind a fence, as a run over
 * a stream does, and ends at once unless told to go on.
 */
final class Nodes {
    static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-11-20T20:00:00Z");

    private final List<Node> nodes = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, Node> fences = new HashMap<>();
    private Duration passed = Duration.ZERO;
    private Duration databaseAhead = Duration.ZERO;
    private boolean isDatabaseAway;
    private int asked;
    private final JobStore record = new MemoryJobStore(() -> START.plus(passed).plus(databaseAhead));

    /** One run of a job, with the time since the start of the test. */
    record Run(String job, String node, Duration at) {}

    static Job every(Duration interval, String name) {
        return new Job(name, interval, Duration.ZERO);
    }

    public Node node(String name, Job... jobs) {
        return node(name, SECOND, List.of(jobs));
    }

    Node node(String name, Duration pace, List<Job> jobs) {
        Node node = new Node(name, pace, jobs);
        nodes.add(node);
        return node;
    }

    /** Lets time pass, with all nodes' ticks in order. */
    void pass(Duration time) {
        Duration end = passed.plus(time);
        for (Optional<Node> next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
            passed = next.get().nextTick;
            next.get().tick();
        }
        passed = end;
    }

    private Optional<Node> nextUntil(Duration end) {
        return nodes.stream()
                .filter(it -> it.isTicking && it.nextTick.compareTo(end) <= 0)
                .min(Comparator.comparing(it -> it.nextTick));
    }

    void databaseClockIsPut(Duration forward) {
        databaseAhead = databaseAhead.plus(forward);
    }

    void databaseIsAway(boolean isAway) {
        isDatabaseAway = isAway;
    }

    /** Returns the runs so far and forgets them. */
    List<Run> takeRuns() {
        List<Run> taken = List.copyOf(runs);
        runs.clear();
        return taken;
    }

    /** Returns how often the store was asked, and resets the count. */
    int takeAsked() {
        int taken = asked;
        asked = 0;
        return taken;
    }

    final class Node {
        final Looks looks;
        private final String name;
        private final Duration pace;
        private final Runs here = new Runs(this::begin, Duration.ZERO);
        private final Map<String, Runnable> begun = new LinkedHashMap<>();
        private final Map<String, JobOutcome> outcomes = new HashMap<>();
        private final Set<String> goingOn = new HashSet<>();
        private Duration clockAhead = Duration.ZERO;
        private Duration nextTick = passed;
        private boolean isTicking = true;

        Node(String name, Duration pace, List<Job> jobs) {
            this.name = name;
            this.pace = pace;
            this.looks = new Looks(
                    new Way(), name, here, () -> START.plus(passed).plus(clockAhead), () -> Instant.EPOCH.plus(passed));
            looks.know(jobs.stream()
                    .map(it -> new Recurring(it, () -> end(it.name())))
                    .toList());
        }

        /** From now on, runs of this job end with this outcome. */
        Node ends(String job, JobOutcome outcome) {
            outcomes.put(job, outcome);
            return this;
        }

        /** From now on, runs of this job do not end by themselves. */
        Node goesOn(String job) {
            goingOn.add(job);
            return this;
        }

        void clockIsPut(Duration forward) {
            clockAhead = clockAhead.plus(forward);
        }

        void clockIsRight() {
            clockAhead = Duration.ZERO;
        }

        /** Freezes the node in the middle of its work; it keeps its fences until {@link #losesFences}. */
        void hangs() {
            isTicking = false;
        }

        void losesFences() {
            fences.values().removeIf(this::equals);
        }

        void isKilled() {
            hangs();
            losesFences();
        }

        /** Thaws the node; its interrupted work fails, since its fences are gone. */
        void wakes() {
            isTicking = true;
            nextTick = passed;
            endAll();
        }

        /** Stops the node like a daemon: running work is interrupted and fails. */
        void leaves() {
            isTicking = false;
            outcomes.replaceAll((job, outcome) -> JobOutcome.FAILED);
            goingOn.forEach(it -> outcomes.put(it, JobOutcome.FAILED));
            here.close(Duration.ZERO);
            endAll();
            looks.tellEnded();
        }

        void endAll() {
            goingOn.clear();
            doWhatBegan();
        }

        private void tick() {
            nextTick = nextTick.plus(pace);
            looks.look();
            doWhatBegan();
        }

        private void begin(Runnable run) {
            here.running().stream().filter(it -> !begun.containsKey(it)).forEach(job -> {
                begun.put(job, run);
                if (fences.putIfAbsent(job, this) == null) {
                    runs.add(new Run(job, name, passed));
                }
            });
        }

        private void doWhatBegan() {
            for (String job : List.copyOf(begun.keySet())) {
                if (!goingOn.contains(job) || fences.get(job) != this) {
                    Objects.requireNonNull(begun.remove(job)).run();
                    fences.remove(job, this);
                }
            }
        }

        private JobOutcome end(String job) {
            return fences.get(job) == this ? outcomes.getOrDefault(job, JobOutcome.DONE) : JobOutcome.LEFT;
        }
    }

    /** The connection to the store, which can be cut. */
    private final class Way implements JobStore {
        @Override
        public Claimed take(String node, Set<Job> jobs, boolean isChanged) {
            ask();
            return record.take(node, jobs, isChanged);
        }

        @Override
        public void hold(String node, Set<String> jobs) {
            ask();
            record.hold(node, jobs);
        }

        @Override
        public void end(String node, Map<String, JobOutcome> ended) {
            ask();
            record.end(node, ended);
        }

        @Override
        public void forgetUnused() {
            record.forgetUnused();
        }

        private void ask() {
            asked++;
            if (isDatabaseAway) {
                throw new StoreFailure("the database is away", "Wait.", new IllegalStateException());
            }
        }
    }
}
