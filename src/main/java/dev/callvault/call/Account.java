package dev.callvault.call;

import java.time.ZoneId;

/**
 * A provider account that is archived.
 *
 * @param zone of the wall clock in the provider's lines
 */
public record Account(AccountId id, String name, ZoneId zone) {}
