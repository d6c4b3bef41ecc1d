/**
 * Callvault archives a phone platform's call logs before the provider deletes them, and proves that none is missing.
 *
 * <p>The story, in the order of the packages: {@code schedule} says when; {@code archive} runs one account, from the time
 * that is not covered yet to the watermark; {@code verify} proves it again, and {@code redact} masks what is stored;
 * {@code imports} brings along what somebody archived before. Records come from a {@code source} ({@code source.plum} over HTTP, in the format of {@code wire}); {@code refine} turns raw lines
 * into typed ones; they go to a {@code store} ({@code store.postgres}). {@code call} holds the values that all of them speak
 * of, {@code content} their bytes where they may be many; {@code number} reads telephone numbers; and long work tells its {@code progress}. {@code report} writes rows as files; {@code serve} shows the
 * archive in a console and plays the provider; {@code metrics}, {@code heartbeat} and {@code logs} tell how it goes.
 * {@code config} holds the settings, {@code app} joins the parts, {@code cli} is what people type, and {@code simulator} is a
 * provider to try it against. Begin with {@link dev.callvault.archive.ArchiveRun}.
 */
@NullMarked
package dev.callvault;

import org.jspecify.annotations.NullMarked;
