/**
 * The story: one account, from the time that is not yet covered to the watermark. Begin with
 * {@link dev.callvault.archive.ArchiveRun}.
 */
@NullMarked
package dev.callvault.archive;

import org.jspecify.annotations.NullMarked;
