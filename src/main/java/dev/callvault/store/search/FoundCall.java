package dev.callvault.store.search;

import dev.callvault.call.AccountId;
import dev.callvault.call.CallSummary;
import dev.callvault.call.LogState;

/**
 * A call in the search results.
 *
 * @param account the account's name
 * @param caller how the number that called was read
 * @param called how the number that was called was read
 * @param errors how many lines its session has in the error log
 */
public record FoundCall(
        AccountId accountId,
        String account,
        CallSummary call,
        FoundNumber caller,
        FoundNumber called,
        LogState state,
        int errors) {}
