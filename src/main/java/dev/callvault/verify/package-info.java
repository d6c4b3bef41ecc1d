/**
 * Verification: asks the provider again, compares stream by stream and log by log, and repairs what is still available.
 * Begin with {@link dev.callvault.verify.VerifyRun}.
 */
@NullMarked
package dev.callvault.verify;

import org.jspecify.annotations.NullMarked;
