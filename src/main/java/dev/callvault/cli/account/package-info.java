/**
 * What people tell the archive about accounts, one class per command. Begin with {@link
 * dev.callvault.cli.account.AccountCommand}.
 */
@NullMarked
package dev.callvault.cli.account;

import org.jspecify.annotations.NullMarked;
