package dev.callvault.cli.output;

import dev.callvault.store.status.Verdict;
import java.util.List;
import java.util.stream.IntStream;

/** The exit codes; scripts and cron jobs rely on them. */
public final class ExitCode {
    public static final int DONE = 0;
    /** Failed, or no recent success. */
    public static final int FAILED = 1;
    /** Wrong usage or configuration. */
    public static final int USAGE = 2;
    /** Done, but something is lost or unproven, will be lost, or stays because of a legal hold. */
    public static final int INCOMPLETE = 3;

    public static final int CREDENTIALS_REFUSED = 4;

    private static final List<Integer> WORST_FIRST = List.of(CREDENTIALS_REFUSED, USAGE, FAILED, INCOMPLETE, DONE);

    private ExitCode() {}

    /** Where several hold, the one that a script should be told. */
    public static int worst(int... codes) {
        return WORST_FIRST.stream()
                .filter(it -> IntStream.of(codes).anyMatch(code -> code == it))
                .findFirst()
                .orElse(DONE);
    }

    public static int of(Verdict.Kind verdict) {
        return switch (verdict) {
            case REFUSED -> CREDENTIALS_REFUSED;
            case STALE -> FAILED;
            case BEHIND, LOST, UNPROVEN -> INCOMPLETE;
            case OK -> DONE;
        };
    }
}
