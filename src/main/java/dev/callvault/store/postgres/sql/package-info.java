/**
 * What every statement uses: transactions, arrays, the server's time. Knows no other room. Begin with {@link
 * dev.callvault.store.postgres.sql.Transactions}.
 */
@NullMarked
package dev.callvault.store.postgres.sql;

import org.jspecify.annotations.NullMarked;
