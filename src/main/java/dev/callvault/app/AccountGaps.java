package dev.callvault.app;

import dev.callvault.call.Gap;
import dev.callvault.store.listing.KeptUnread;
import dev.callvault.store.status.CallConflict;
import java.util.List;

/**
 * What was lost of an account, or cannot be read.
 *
 * @param unread rows that the provider lists but that cannot be read
 * @param conflicts calls that the provider listed under the log id of another call
 */
public record AccountGaps(String account, List<Gap> gaps, List<KeptUnread> unread, List<CallConflict> conflicts) {}
