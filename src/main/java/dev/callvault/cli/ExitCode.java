package dev.callvault.cli;

/** What a command's exit code says; scripts and cron jobs rely on it. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    /** Wrong usage or configuration. */
    static final int USAGE = 2;
    /** Done, but something is lost or unproven. */
    static final int INCOMPLETE = 3;

    static final int CREDENTIALS_REFUSED = 4;

    private ExitCode() {}
}
