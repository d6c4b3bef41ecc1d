package dev.callvault.call;

import java.time.ZoneId;

/**
 * An account at the provider that is archived.
 *
 * @param zone the time zone of the wall clock in the provider's lines
 */
public record Account(AccountId id, String name, ZoneId zone) {}
