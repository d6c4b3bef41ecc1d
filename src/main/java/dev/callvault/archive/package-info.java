/**
 * The story: one run over one account, from time not covered yet to the watermark. Begin with {@link
 * dev.callvault.archive.ArchiveRun}. It lists ({@code archive.listing}), fetches logs ({@code archive.bodies}), checks
 * login, clock and memory along the way ({@code archive.guard}), and reports the result ({@code archive.report}).
 */
@NullMarked
package dev.callvault.archive;

import org.jspecify.annotations.NullMarked;
