package dev.callvault.store.status;

import dev.callvault.call.AccountId;
import dev.callvault.call.CoverageSpan;
import dev.callvault.call.Gap;
import dev.callvault.call.LogState;
import dev.callvault.call.LogStream;
import dev.callvault.call.TimeWindow;
import dev.callvault.store.StoreFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Activity by the hour, for charts. Every method throws {@link StoreFailure}. */
public interface Activity {
    /** Calls and errors in each hour of the window, without empty hours; earliest first. */
    List<Hour> hours(List<AccountId> accounts, TimeWindow window);

    /** The same for each of several accounts, as quick for all as for one; without accounts that had none. */
    Map<AccountId, List<Hour>> hoursOfEach(List<AccountId> accounts, TimeWindow window);

    /** When the account was first archived. */
    Instant began(AccountId account);

    /** How many calls in each hour of the window have their log in each state; earliest first. */
    List<LogHour> logHours(AccountId account, TimeWindow window);

    /** The ledger's spans that overlap the window, earliest first. */
    List<CoverageSpan> coverage(AccountId account, LogStream stream, TimeWindow window);

    /** Unresolved gaps that overlap the window, acknowledged ones too. */
    List<Loss<Gap>> gaps(AccountId account, TimeWindow window);

    /**
     * The activity within an hour.
     *
     * @param start of the hour (UTC)
     */
    record Hour(Instant start, long calls, long errors) {}

    /**
     * How many logs of an hour's calls are in one state.
     *
     * @param start of the hour (UTC)
     */
    record LogHour(Instant start, LogState state, long calls) {}
}
