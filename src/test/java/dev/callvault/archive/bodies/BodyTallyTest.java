package dev.callvault.archive.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.source.SourceFailure;
import dev.callvault.store.bodies.BodyOutcome;
import dev.callvault.store.bodies.WantedBody;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BodyTallyTest {
    @Test
    void outcomes_are_counted_by_their_kind() {
        WantedBody wanted = new WantedBody(new LogId(1), Instant.EPOCH, Instant.EPOCH, 0);
        CallBody body = new CallBody(Content.of(new byte[0]), "");
        BodyOutcome archived = new BodyOutcome.Archived(wanted, body);
        BodyOutcome unavailable = new BodyOutcome.Unavailable(wanted, "none", Instant.EPOCH);
        BodyOutcome quarantined = new BodyOutcome.Quarantined(wanted, body, "HTML", Instant.EPOCH);
        BodyOutcome failed = new BodyOutcome.Failed(wanted, "HTTP 500", Instant.EPOCH);
        BodyTally tally = new BodyTally();

        tally.count(List.of(archived, unavailable, unavailable, quarantined, quarantined, quarantined));
        tally.count(List.of(failed, failed, failed, failed));
        tally.lost(2);
        tally.lost(3);

        assertThat(tally.report(6)).isEqualTo(new BodyReport(1, 2, 3, 4, 5, 6, Optional.empty(), false));
        Failure away = Failure.of(new SourceFailure.Unreachable("no route", null));
        tally.failed(away);
        assertThat(tally.report(6).failure()).contains(away);
        tally.failed(Failure.of(new SourceFailure.Interrupted()));
        assertThat(tally.report(6).failure()).as("the cause").contains(away);
    }
}
