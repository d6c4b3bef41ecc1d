/**
 * The story: one run over one account, from the time that is not covered yet to the watermark. Begin with {@link
 * dev.callvault.archive.ArchiveRun}. It lists ({@code archive.listing}), fetches logs ({@code archive.bodies}), is
 * guarded while it does ({@code archive.guard}), and says what came of it ({@code archive.report}).
 */
@NullMarked
package dev.callvault.archive;

import org.jspecify.annotations.NullMarked;
