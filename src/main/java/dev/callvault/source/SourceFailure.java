package dev.callvault.source;

import dev.callvault.content.Content;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request failed. The type says what can be done about it; the message is one sentence for a person, and the hint
 * tells the operator what to do next.
 */
public abstract sealed class SourceFailure extends RuntimeException {
    private final String hint;

    private SourceFailure(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What an operator should do next, one sentence. */
    public String hint() {
        return hint;
    }

    /** The same failure with another message. */
    public final SourceFailure saying(String message) {
        SourceFailure other = switch (this) {
            case CredentialsRefused it -> new CredentialsRefused(message, it.isSaidOfLogin());
            case Forbidden it -> new Forbidden(message, null);
            case Throttled it -> new Throttled(message, it.retryAfter(), it.isOverload);
            case Unreachable it -> new Unreachable(message, null);
            case TimedOut it -> new TimedOut(message);
            case ServerTrouble it -> new ServerTrouble(message);
            case Refused it -> new Refused(message);
            case NotThere it -> new NotThere(message);
            case Unreadable it -> new Unreadable(message, it.answer(), it.isEmpty(), null);
            case TooLarge it -> new TooLarge(message);
            case Interrupted it -> it;
        };
        other.setStackTrace(getStackTrace());
        return other;
    }

    /** The provider refused the login. Retrying can lock the account, so the caller stops. */
    public static final class CredentialsRefused extends SourceFailure {
        private final boolean isSaidOfLogin;

        public CredentialsRefused(String message) {
            this(message, true);
        }

        /** @param isSaidOfLogin false when the provider may mean the request rather than the login */
        public CredentialsRefused(String message, boolean isSaidOfLogin) {
            super(message, "Check the account's username and password; no further request was made.", null);
            this.isSaidOfLogin = isSaidOfLogin;
        }

        /** Whether the response can only be about the login. */
        public boolean isSaidOfLogin() {
            return isSaidOfLogin;
        }
    }

    /** The provider refused this request, but accepts the login for others. */
    public static final class Forbidden extends SourceFailure {
        public Forbidden(String message, @Nullable Throwable cause) {
            super(message, "Ask the provider why the account may not see this; the rest is archived.", cause);
        }
    }

    /** The provider asks for fewer requests; ask again after {@link #retryAfter()}. */
    public static final class Throttled extends SourceFailure {
        private final Duration retryAfter;
        private final boolean isOverload;

        /** Too many requests (HTTP 429). */
        public Throttled(String message, Duration retryAfter) {
            this(message, retryAfter, false);
        }

        private Throttled(String message, Duration retryAfter, boolean isOverload) {
            super(message, "If this continues, lower requests-per-second.", null);
            this.retryAfter = retryAfter;
            this.isOverload = isOverload;
        }

        /** Too much work (HTTP 503), caused by other requests or by this one alone. */
        public static Throttled overload(String message, Duration retryAfter) {
            return new Throttled(message, retryAfter, true);
        }

        /** Whether this request itself may be too much, however rarely it is made. */
        public boolean isOverload() {
            return isOverload;
        }

        /** The failure for a caller that has waited often enough. */
        SourceFailure beyondPatience() {
            return isOverload ? new ServerTrouble(String.valueOf(getMessage())) : this;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** No connection, or it broke before the response was complete. */
    public static final class Unreachable extends SourceFailure {
        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, "Check the account's URL, the network and the provider's status.", cause);
        }
    }

    /** The response was not complete within the time limit. */
    public static final class TimedOut extends SourceFailure {
        public TimedOut(String message) {
            super(message, "The provider is slow. If this continues, raise request-timeout.", null);
        }
    }

    /** The provider failed (HTTP 5xx). */
    public static final class ServerTrouble extends SourceFailure {
        public ServerTrouble(String message) {
            super(message, "The provider has a problem. No action needed unless it lasts.", null);
        }
    }

    /** The provider understood and refused: a failure envelope, or HTTP 4xx. Repeating the request will not help. */
    public static final class Refused extends SourceFailure {
        public Refused(String message) {
            super(
                    message,
                    "Check the account's URL, and that the account is not a demo account: those have no logs.",
                    null);
        }
    }

    /** The provider has no such log at present. */
    public static final class NotThere extends SourceFailure {
        public NotThere(String message) {
            super(message, "It will be requested again until it expires.", null);
        }
    }

    /** The response is not a valid one: HTML, cut JSON, an empty page. */
    public static final class Unreadable extends SourceFailure {
        private final Content answer;
        private final boolean isEmpty;

        public Unreadable(String message, Content answer, @Nullable Throwable cause) {
            this(message, answer, false, cause);
        }

        private Unreadable(String message, Content answer, boolean isEmpty, @Nullable Throwable cause) {
            super(message, "If every response is unreadable, check the account's URL.", cause);
            this.answer = answer;
            this.isEmpty = isEmpty;
        }

        /** A success without a log, or with an empty one that may mean none. */
        public static Unreadable empty(String message, Content answer) {
            return new Unreadable(message, answer, true, null);
        }

        /** Whether the response is valid but empty. */
        public boolean isEmpty() {
            return isEmpty;
        }

        /** The response as received. */
        public Content answer() {
            return answer;
        }
    }

    /** The response exceeded the size limit and was abandoned. */
    public static final class TooLarge extends SourceFailure {
        public TooLarge(String message) {
            super(message, "If responses this large are genuine, raise max-answer-bytes.", null);
        }
    }

    /** The caller was interrupted: the program is stopping. */
    public static final class Interrupted extends SourceFailure {
        public Interrupted() {
            super("interrupted while waiting for the provider", "Work resumes at the next start.", null);
        }
    }
}
