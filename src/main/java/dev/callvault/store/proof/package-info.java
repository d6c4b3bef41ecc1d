/**
 * What verification asks the archive about itself. Begin with {@link dev.callvault.store.proof.ProofStore}.
 */
@NullMarked
package dev.callvault.store.proof;

import org.jspecify.annotations.NullMarked;
