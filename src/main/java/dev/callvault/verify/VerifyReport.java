package dev.callvault.verify;

import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunReport;
import java.util.List;
import java.util.Optional;

/**
 * How an account compares between archive and provider.
 *
 * @param verifications for calls, sessions, errors and bodies; without those that a failure prevented
 * @param bodies how stored logs were checked
 * @param requests how many requests it took
 * @param repair what was repaired first, if requested
 * @param failure what ended the verification early
 */
public record VerifyReport(
        String account,
        List<StreamVerification> verifications,
        BodyChecks bodies,
        long requests,
        Optional<RunReport> repair,
        Optional<Failure> failure) {

    /** Whether anything is lost, unproven, unreadable or was never listed. */
    public boolean isIncomplete() {
        return verifications.stream().anyMatch(StreamVerification::isIncomplete);
    }

    VerifyReport failed(Failure why) {
        return new VerifyReport(account, verifications, bodies, requests, repair, Optional.of(why));
    }

    VerifyReport after(RunReport repaired, long costBefore) {
        return new VerifyReport(
                account,
                verifications,
                bodies,
                requests + costBefore,
                Optional.of(repaired),
                failure.or(() -> repaired.failures().stream().findFirst()));
    }
}
