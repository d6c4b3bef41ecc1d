package dev.callvault.store.listing;

import dev.callvault.call.AccountId;
import dev.callvault.call.SessionId;
import dev.callvault.call.TimeWindow;
import java.util.List;

/** When a session's calls ran, as far as the archive knows. */
public interface SessionTimes {
    /** From the start to the second after the end of each of the session's calls; empty when none is known. */
    List<TimeWindow> of(AccountId account, SessionId session);
}
