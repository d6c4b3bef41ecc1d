package dev.callvault.serve;

/** So many passwords are waiting to be checked that this one was not. Says nothing about whether it was right. */
final class TooManyGuesses extends RuntimeException {
    /** After how many seconds to try again. */
    static final String RETRY_AFTER = "5";

    TooManyGuesses() {
        super("Too many passwords are being checked at the moment; try again in some seconds");
    }
}
