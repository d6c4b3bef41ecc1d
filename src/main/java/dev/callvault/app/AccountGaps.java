package dev.callvault.app;

import dev.callvault.store.status.Losses;

/** What of an account is lost, unproven, unreadable or in conflict, acknowledged or not. */
public record AccountGaps(String account, Losses losses) {}
