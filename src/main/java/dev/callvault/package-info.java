/**
 * Callvault archives a phone platform's call logs before the provider deletes them, and proves that none is missing.
 *
 * <p>The story, in the order of the packages: {@code schedule} says when; {@code archive} runs one account from the time
 * that is not yet covered to the watermark; {@code source} is where records come from ({@code source.plum} over HTTP, in
 * the format of {@code wire}); {@code refine} turns raw lines into typed ones; {@code store} is where they go
 * ({@code store.postgres}); {@code call} holds the values that all of them speak of, and {@code content} their bytes where
 * they may be many. {@code report} writes rows as files, {@code config} reads the settings, {@code app} joins the parts,
 * {@code cli} is what people type, and {@code simulator} is a provider to try it against.
 * Begin with {@link dev.callvault.archive.ArchiveRun}.
 */
@NullMarked
package dev.callvault;

import org.jspecify.annotations.NullMarked;
