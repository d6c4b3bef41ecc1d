package dev.callvault.source.plum;

import dev.callvault.source.SourceFailure;
import dev.callvault.wire.FailureAnswer;
import dev.callvault.wire.UnreadableAnswer;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the provider's answers mean, beyond the rows in them. Failures come with any HTTP status, 200 among them, so the
 * envelope is looked at wherever there is one.
 */
final class Meaning {
    private final RetryTimes retryTimes;

    Meaning(InstantSource clock) {
        this.retryTimes = new RetryTimes(clock);
    }

    /** Throws what the status alone decides, whatever the body says. */
    void checkStatus(String service, Answer answer) {
        int status = answer.status();
        if (status == 401 || status == 403) {
            throw new SourceFailure.CredentialsRefused(
                    "the provider refused the login (" + says(service, answer) + ")");
        }
        if (status == 429 || (status == 503 && answer.header("Retry-After").isPresent())) {
            throw new SourceFailure.Throttled(
                    "the provider asks for fewer requests (" + says(service, answer) + ")", retryTimes.after(answer));
        }
        if (status == 408) {
            throw new SourceFailure.TimedOut(says(service, answer));
        }
        if (status >= 500) {
            throw new SourceFailure.ServerTrouble(says(service, answer));
        }
    }

    /** For a log, "not found" and "gone" mean that there is none. */
    void checkLogStatus(String service, Answer answer) {
        checkStatus(service, answer);
        if (answer.status() == 404 || answer.status() == 410) {
            throw new SourceFailure.NotThere("the provider has no such log (" + says(service, answer) + ")");
        }
    }

    /** An envelope of success under a status of failure is believed no more than the other way round. */
    void checkOk(String service, Answer answer) {
        if (!answer.isOk()) {
            throw new SourceFailure.Refused(says(service, answer));
        }
    }

    SourceFailure ofFailure(String service, FailureAnswer failure, Answer answer) {
        String message = "the provider refused " + service + ": " + quoted(failure);
        return smellsOfLogin(failure)
                ? new SourceFailure.CredentialsRefused(message)
                : new SourceFailure.Refused(message + " (HTTP " + answer.status() + ")");
    }

    /** A refused log says nothing of the login: if that is the trouble, the next listing will tell. */
    SourceFailure ofLogFailure(String service, FailureAnswer failure, Answer answer) {
        return new SourceFailure.NotThere(
                "the provider has no such log: " + quoted(failure) + " (" + says(service, answer) + ")");
    }

    /** A refusal without an envelope is a refusal all the same. */
    SourceFailure ofUnreadable(String service, UnreadableAnswer unreadable, Answer answer) {
        return answer.isOk()
                ? new SourceFailure.Unreadable(service + ": " + unreadable.getMessage(), answer.body(), unreadable)
                : new SourceFailure.Refused(says(service, answer));
    }

    private static boolean smellsOfLogin(FailureAnswer failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("unauthor", "authenticat", "invalid login", "password", "credential", "inactive")
                .anyMatch(message::contains);
    }

    private static String quoted(FailureAnswer failure) {
        return "\"" + failure.getMessage() + "\"";
    }

    private static String says(String service, Answer answer) {
        return service + " answered HTTP " + answer.status();
    }
}
