/**
 * What all statements use: transactions, arrays, the server's time. Depends on no other package of the store. Begin
 * with {@link dev.callvault.store.postgres.sql.Transactions}.
 */
@NullMarked
package dev.callvault.store.postgres.sql;

import org.jspecify.annotations.NullMarked;
