package dev.callvault.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.archive.report.BodyReport;
import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunReport;
import dev.callvault.source.SourceFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyReportTest {
    private static final Failure REFUSED = Failure.of(new SourceFailure.CredentialsRefused("HTTP 401"));
    private static final Failure AWAY = Failure.of(new SourceFailure.Unreachable("no route", null));

    @Test
    void a_verification_after_a_repair_tells_both_and_the_repair_s_failure() {
        VerifyReport found = new VerifyReport(
                "default", List.of(), new BodyChecks(0, 0, 0, 0, 0), List.of(), 5, Optional.empty(), Optional.empty());
        RunReport repaired = new RunReport("default", List.of(), BodyReport.failed(AWAY));

        VerifyReport after = found.after(repaired, 100);
        assertThat(after.requests()).isEqualTo(105);
        assertThat(after.repair()).contains(repaired);
        assertThat(after.failure()).contains(AWAY);
        assertThat(found.failed(REFUSED).after(repaired, 0).failure()).contains(REFUSED);
        assertThat(found.failed(REFUSED).requests()).isEqualTo(5);
    }
}
