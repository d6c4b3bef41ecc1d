/** The queries of verification. Begin with {@link dev.callvault.store.postgres.proof.PostgresProofStore}. */
@NullMarked
package dev.callvault.store.postgres.proof;

import org.jspecify.annotations.NullMarked;
