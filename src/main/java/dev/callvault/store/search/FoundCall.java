package dev.callvault.store.search;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogState;

/**
 * A call in the search results.
 *
 * @param account the account's name
 * @param errors how many lines its session has in the error log
 */
public record FoundCall(AccountId accountId, String account, CallSummary call, LogState state, int errors) {}
