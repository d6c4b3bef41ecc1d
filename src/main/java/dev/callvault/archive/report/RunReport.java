package dev.callvault.archive.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one full pass over an account did. */
public record RunReport(String account, List<StreamReport> streams, BodyReport bodies) {
    /** Of a pass that has done nothing yet. */
    public static RunReport of(String account) {
        return new RunReport(account, List.of(), BodyReport.NOTHING);
    }

    /** Of a pass that could not begin. */
    public static RunReport failed(String account, Failure why) {
        return new RunReport(account, List.of(), BodyReport.failed(why));
    }

    public RunReport and(StreamReport stream) {
        return new RunReport(
                account, Stream.concat(streams.stream(), Stream.of(stream)).toList(), bodies);
    }

    public RunReport and(BodyReport more) {
        return new RunReport(account, streams, bodies.and(more));
    }

    /** Every failure that ended part of the pass early. */
    public List<Failure> failures() {
        return Stream.concat(streams.stream().map(StreamReport::failure), Stream.of(bodies.failure()))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** Whether something is lost, unreadable or unproven after a pass that did not fail. */
    public boolean isIncomplete() {
        return bodies.lost() + bodies.quarantined() + bodies.failed() > 0
                || streams.stream().anyMatch(it -> it.unproven() + it.lost() > 0);
    }

    public long requests() {
        return bodies.requests()
                + streams.stream().mapToLong(StreamReport::requests).sum();
    }
}
