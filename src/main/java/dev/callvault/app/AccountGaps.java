package dev.callvault.app;

import dev.callvault.call.Gap;
import dev.callvault.store.listing.KeptUnread;
import java.util.List;

/**
 * What was lost of an account, or cannot be read.
 *
 * @param unread rows that the provider lists but that cannot be read
 */
public record AccountGaps(String account, List<Gap> gaps, List<KeptUnread> unread) {}
