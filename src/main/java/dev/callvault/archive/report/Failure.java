package dev.callvault.archive.report;

import dev.callvault.source.SourceFailure;
import dev.callvault.store.AccountRefused;
import dev.callvault.store.StoreFailure;

/**
 * Why a run ended early, in words for a person.
 *
 * @param message one sentence
 * @param hint what to do about it
 * @param credentials whether the provider refused the login
 * @param clock whether this machine's clock is the cause: another node may succeed
 * @param configuration whether the configuration is the cause
 */
public record Failure(String message, String hint, boolean credentials, boolean clock, boolean configuration) {
    /** The provider could not be used. */
    public static Failure of(SourceFailure failure) {
        return new Failure(
                String.valueOf(failure.getMessage()),
                failure.hint(),
                failure instanceof SourceFailure.CredentialsRefused,
                false,
                false);
    }

    /** The database could not be used. */
    public static Failure of(StoreFailure failure) {
        return new Failure(String.valueOf(failure.getMessage()), failure.hint(), false, false, false);
    }

    /** Whether the database is away: not a trouble of one stream. */
    public boolean isOfAwayDatabase() {
        return hint.equals(StoreFailure.AWAY);
    }

    /** The account is configured with another customer than it archives. */
    public static Failure of(AccountRefused refused) {
        return new Failure(String.valueOf(refused.reason()), refused.hint(), false, false, true);
    }

    public static Failure of(ClockWrong failure) {
        return new Failure(
                String.valueOf(failure.getMessage()),
                "Set this machine's clock (NTP). Nothing was archived, and nothing was recorded as lost.",
                false,
                true,
                false);
    }

    @Override
    public String toString() {
        return message + " — " + hint;
    }
}
