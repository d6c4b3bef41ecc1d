package dev.callvault.simulator;

/** A way in which a provider can fail; each says what its {@code amount} means. */
public enum Fault {
    /** A response has at most {@code amount} rows, whatever limit was requested. */
    PAGE_CAP,
    /** Rows come in a different order in every response. */
    SHUFFLED,
    /** The newest {@code amount} rows of a window are missing; switching it off between two requests makes the list grow. */
    NEWEST_MISSING,
    /** The stated total is off by {@code amount}. */
    WRONG_TOTAL,
    /** Numbers come as numbers, not as strings. */
    NUMBERS,
    /** An empty list comes as {@code ""}. */
    EMPTY_AS_TEXT,
    /** An empty list comes as {@code null}. */
    EMPTY_AS_NULL,
    /** The last field is followed by a comma. */
    TRAILING_COMMA,
    /** HTTP status {@code amount}, with the failure envelope; 429 and 503 with {@code Retry-After: 1}. */
    STATUS,
    /** The failure envelope in HTTP 200. */
    FAILURE_IN_200,
    /** HTTP 200 and nothing else. */
    EMPTY_200,
    /** HTTP 200 and an HTML page. */
    HTML_200,
    /** The response is cut after {@code amount} bytes, but framed correctly. */
    CUT_TEXT,
    /** The connection breaks in the middle of the body. */
    CUT_SHORT,
    /** The connection is closed without a response. */
    NO_ANSWER,
    /** The log is {@code null} although the response says success. */
    NULL_LOG,
    /** The response is compressed with gzip. */
    GZIP,
    /** Every response takes {@code amount} milliseconds longer. */
    LATENCY,
    /** From this request on, the port is closed until {@link Simulator#listen()}. */
    REFUSED,
    /** The connection is reset without a response. */
    RESET,
    /** Nothing is sent, and the connection stays open until the simulator is closed. */
    STALL_BEFORE,
    /** The response stops in the middle of the body and continues only when the simulator is closed. */
    STALL,
    /** The body is sent byte by byte, {@code amount} milliseconds apart. */
    SLOW_DRIP,
    /** HTTP 200 and JSON that does not belong to the service. */
    WRONG_JSON,
    /** A redirect to another host. */
    REDIRECT,
    /** The offset in a line is that of the time of the response, so the text of the same line changes. */
    OFFSET_OF_NOW
}
