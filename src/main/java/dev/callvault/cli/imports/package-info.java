/** Brings along what somebody archived before. Begin with {@link dev.callvault.cli.imports.ImportCommand}. */
@NullMarked
package dev.callvault.cli.imports;

import org.jspecify.annotations.NullMarked;
