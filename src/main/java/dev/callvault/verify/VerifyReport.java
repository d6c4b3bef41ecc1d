package dev.callvault.verify;

import dev.callvault.archive.report.Failure;
import dev.callvault.archive.report.RunReport;
import dev.callvault.store.status.CallConflict;
import dev.callvault.store.status.Loss;
import java.util.List;
import java.util.Optional;

/**
 * How an account compares between archive and provider.
 *
 * @param verifications for calls, sessions, errors and bodies; without those that a failure prevented
 * @param bodies how stored logs were checked
 * @param conflicts calls that the provider listed under the log id of another call
 * @param requests how many requests it took
 * @param repair what was repaired first, if requested
 * @param failure what ended the verification early
 */
public record VerifyReport(
        String account,
        List<StreamVerification> verifications,
        BodyChecks bodies,
        List<Loss<CallConflict>> conflicts,
        long requests,
        Optional<RunReport> repair,
        Optional<Failure> failure) {

    /** Whether anything is lost, unproven, unreadable or was never listed, or two calls have one log id, and nobody knows. */
    public boolean isIncomplete() {
        return conflicts.stream().anyMatch(Loss::isOpen)
                || verifications.stream().anyMatch(StreamVerification::isIncomplete);
    }

    VerifyReport failed(Failure why) {
        return new VerifyReport(account, verifications, bodies, conflicts, requests, repair, Optional.of(why));
    }

    VerifyReport after(RunReport repaired, long costBefore) {
        return new VerifyReport(
                account,
                verifications,
                bodies,
                conflicts,
                requests + costBefore,
                Optional.of(repaired),
                failure.or(() -> repaired.failures().stream().findFirst()));
    }
}
