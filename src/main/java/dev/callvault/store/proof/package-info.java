/** What verification reads about the archive itself. Begin with {@link dev.callvault.store.proof.ProofStore}. */
@NullMarked
package dev.callvault.store.proof;

import org.jspecify.annotations.NullMarked;
