package dev.callvault.simulator;

/** A way in which a provider can go wrong; what {@code amount} means stands beside each. */
public enum Fault {
    /** An answer holds at most {@code amount} rows, whatever was asked for. */
    PAGE_CAP,
    /** Rows come in another order in every answer. */
    SHUFFLED,
    /** The newest {@code amount} rows of a window are not there yet; switched off between two requests, the list has grown. */
    NEWEST_MISSING,
    /** The stated total is off by {@code amount}. */
    WRONG_TOTAL,
    /** Numbers come as numbers, not as strings. */
    NUMBERS,
    /** An empty list comes as {@code ""}. */
    EMPTY_AS_TEXT,
    /** An empty list comes as {@code null}. */
    EMPTY_AS_NULL,
    /** A comma stands behind the last field. */
    TRAILING_COMMA,
    /** HTTP status {@code amount}, with the failure envelope; 429 and 503 with {@code Retry-After: 1}. */
    STATUS,
    /** The failure envelope in HTTP 200. */
    FAILURE_IN_200,
    /** HTTP 200 and nothing else. */
    EMPTY_200,
    /** HTTP 200 and a page for people. */
    HTML_200,
    /** The answer breaks off after {@code amount} bytes, properly framed. */
    CUT_TEXT,
    /** The connection breaks off inside the body. */
    CUT_SHORT,
    /** The connection is closed without an answer. */
    NO_ANSWER,
    /** The log is {@code null} although the answer says success. */
    NULL_LOG,
    /** The answer is packed with gzip. */
    GZIP,
    /** Every answer takes {@code amount} milliseconds longer. */
    LATENCY,
    /** Nobody listens any more from this request on, until {@link Simulator#listen()}. */
    REFUSED,
    /** The connection is reset instead of an answer. */
    RESET,
    /** Nothing comes, and the connection stays open until the simulator is closed. */
    STALL_BEFORE,
    /** The answer stops inside the body and goes on only when the simulator is closed. */
    STALL,
    /** The body comes byte by byte, {@code amount} milliseconds apart. */
    SLOW_DRIP,
    /** HTTP 200 and JSON that is no answer of the service. */
    WRONG_JSON,
    /** A redirect to another host. */
    REDIRECT,
    /** The offset in a line is that of the moment of the answer, so that the same line changes its text. */
    OFFSET_OF_NOW
}
