package dev.callvault.source.plum;

import dev.callvault.source.CallService;
import dev.callvault.source.SourceFailure;
import dev.callvault.wire.answer.FailureAnswer;
import dev.callvault.wire.answer.UnreadableAnswer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Interprets statuses and failure envelopes; no other class does. */
final class ResponseCheck {
    private static final List<String> LOGIN_WORDS = List.of(
            "unauthorized",
            "unauthorised",
            "not authorized",
            "not authorised",
            "authenticat",
            "invalid login",
            "password",
            "credential",
            "access denied",
            "account is locked",
            "inactive");
    private static final int MAX_QUOTE = 300;

    private final RetryAfter retryAfter;

    ResponseCheck(InstantSource clock) {
        this.retryAfter = new RetryAfter(clock);
    }

    /** Throws unless the status means success. */
    void check(CallService service, Answer answer) {
        if (!answer.isSuccess()) {
            throw failure(service, answer);
        }
    }

    private SourceFailure failure(CallService service, Answer answer) {
        int status = answer.status();
        if (status == 407) {
            return new SourceFailure.Unreachable(
                    service
                            + ": the outbound proxy asks for a login (HTTP 407); give it one in the proxy's variable, as in"
                            + " HTTPS_PROXY=http://user:password@proxy.example:3128",
                    null);
        }
        String said = said(answer);
        String message = service + " returned HTTP " + status + (said.isEmpty() ? "" : ": " + said);
        if (status == 429) {
            return new SourceFailure.Throttled(message, retryAfter.of(answer.headers()));
        }
        if (status == 503 && answer.header("Retry-After").isPresent()) {
            return SourceFailure.Throttled.overload(message, retryAfter.of(answer.headers()));
        }
        // before looking at the words: a database that refuses the provider's own password says so in a 500
        if (status >= 500) {
            return new SourceFailure.ServerTrouble(message);
        }
        if (service == CallService.LOG && (status == 404 || status == 410)) {
            return new SourceFailure.NotThere(message);
        }
        if (status == 401 || status == 423) {
            return refusedLogin(message, true);
        }
        if (status == 403 || isAboutLogin(said)) {
            return refusedLogin(message, false);
        }
        return status == 408 ? new SourceFailure.TimedOut(message) : new SourceFailure.Refused(message);
    }

    /** A failure inside HTTP 200. For a log it means that there is none, unless it mentions the login. */
    static SourceFailure refusal(CallService service, FailureAnswer failure) {
        String said = quoted(failure);
        String message = service + " reported a failure: " + (said.isEmpty() ? "no reason given" : said);
        if (isAboutLogin(said)) {
            return refusedLogin(message, false);
        }
        return service == CallService.LOG ? new SourceFailure.NotThere(message) : new SourceFailure.Refused(message);
    }

    private static SourceFailure refusedLogin(String message, boolean isSaidOfLogin) {
        return new SourceFailure.CredentialsRefused("the provider refused the login: " + message, isSaidOfLogin);
    }

    private static boolean isAboutLogin(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return LOGIN_WORDS.stream().anyMatch(lower::contains);
    }

    /** The provider's message, if the body is its envelope. */
    private static String said(Answer answer) {
        try {
            var unused = answer.format().reader().log(answer.utf8());
            return "";
        } catch (FailureAnswer failure) {
            return quoted(failure);
        } catch (UnreadableAnswer none) {
            return "";
        }
    }

    /** Short and on one line: it ends up in log messages. */
    private static String quoted(FailureAnswer failure) {
        String said = String.valueOf(failure.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return said.length() <= MAX_QUOTE ? said : said.substring(0, MAX_QUOTE) + "…";
    }
}
