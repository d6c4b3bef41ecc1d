package dev.callvault.simulation;

/** What can go wrong for a while. */
enum Trouble {
    PROVIDER_DOWN,
    PROVIDER_SLOW,
    SERVER_ERRORS,
    UNREADABLE,
    FAILURE_IN_200,
    THROTTLED,
    LOGIN_REFUSED,
    /** The provider has another password from the beginning, this program's configuration only from the end. */
    PASSWORD_CHANGED,
    /** Commands with a wrong password run beside the daemon. */
    MISTYPED,
    /** Some logs are refused, although the login is good. */
    LOGS_FORBIDDEN,
    CAPPED_PAGES,
    MOVING_ORDER,
    WRONG_TOTALS,
    LAGGING,
    DATABASE_DOWN,
    DATABASE_FLAKY,
    CLOCK_OFF_A_LITTLE,
    CLOCK_OFF_BY_HOURS,
    /** A year or so. */
    CLOCK_FAR_OFF,
    /** This machine's clock is put wrong, and right again, in the middle of the work. */
    CLOCK_JUMPS,
    /** The provider's responses do not say what time it is. */
    NO_DATE,
    STOPPED
}
