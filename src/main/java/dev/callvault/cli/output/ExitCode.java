package dev.callvault.cli.output;

/** The exit codes; scripts and cron jobs rely on them. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    /** Wrong usage or configuration. */
    public static final int USAGE = 2;
    /** Done, but something is lost or unproven. */
    public static final int INCOMPLETE = 3;

    public static final int CREDENTIALS_REFUSED = 4;

    private ExitCode() {}
}
