package dev.callvault.store.postgres.numbers;

import dev.callvault.call.CallSummary;
import dev.callvault.call.ErrorLine;
import dev.callvault.call.SessionLine;
import org.jspecify.annotations.Nullable;

/**
 * Who called whom, as the provider spells them, whatever the direction.
 *
 * @param caller null when the line names none
 * @param called null when the line names none
 */
public record Parties(@Nullable String caller, @Nullable String called) {
    public static Parties of(CallSummary call) {
        return new Parties(call.caller(), call.called());
    }

    /** The ANI column of an outbound line holds the dialled number, and its DNIS column the account's login. */
    public static Parties of(SessionLine line) {
        return line.kind().equals("outbound")
                ? new Parties(line.dnis(), line.ani())
                : new Parties(line.ani(), line.dnis());
    }

    /** An error line does not say its direction; only an outbound one has a login where others have the called number. */
    public static Parties of(ErrorLine line) {
        return isLogin(line.dnis()) && !isLogin(line.ani())
                ? new Parties(line.dnis(), line.ani())
                : new Parties(line.ani(), line.dnis());
    }

    private static boolean isLogin(@Nullable String spelling) {
        return spelling != null && spelling.indexOf('@') >= 0;
    }
}
