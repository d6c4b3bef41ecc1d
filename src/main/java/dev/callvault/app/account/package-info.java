/**
 * Builds one account's provider from its parts: login, budget, retries, formats. Begin with {@link
 * dev.callvault.app.account.Provider}.
 */
@NullMarked
package dev.callvault.app.account;

import org.jspecify.annotations.NullMarked;
