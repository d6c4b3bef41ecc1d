package dev.callvault.store.search;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogState;

/**
 * A call as a person finds it.
 *
 * @param account the account's name
 * @param errors lines of its session in the error log
 */
public record FoundCall(AccountId accountId, String account, CallSummary call, LogState state, int errors) {}
