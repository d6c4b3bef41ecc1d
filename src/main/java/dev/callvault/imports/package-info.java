/**
 * Brings along what somebody archived before: recognises files by what they hold, reads them as the provider's answers are
 * read, and offers their records to the archive. Begin with {@link dev.callvault.imports.ImportRun}.
 */
@NullMarked
package dev.callvault.imports;

import org.jspecify.annotations.NullMarked;
