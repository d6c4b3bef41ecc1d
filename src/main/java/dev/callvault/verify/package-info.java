/**
 * Verification: asks the provider again and compares, stream by stream and log by log, and repairs what can still be
 * had. Begin with {@link dev.callvault.verify.VerifyRun}.
 */
@NullMarked
package dev.callvault.verify;

import org.jspecify.annotations.NullMarked;
