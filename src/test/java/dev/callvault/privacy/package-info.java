/**
 * What is masked reaches no table. Begin with {@link dev.callvault.privacy.RedactionTest}.
 */
@NullMarked
package dev.callvault.privacy;

import org.jspecify.annotations.NullMarked;
