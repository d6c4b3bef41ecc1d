package dev.callvault.app;

import dev.callvault.call.Gap;
import dev.callvault.store.listing.KeptUnread;
import java.util.List;

/**
 * What an account has lost, or cannot read.
 *
 * @param unread rows that the provider lists and that cannot be read
 */
public record AccountGaps(String account, List<Gap> gaps, List<KeptUnread> unread) {}
