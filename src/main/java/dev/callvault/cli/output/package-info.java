/**
 * How commands print: text or JSON, tables, progress, exit codes. Begin with {@link dev.callvault.cli.output.Output}.
 */
@NullMarked
package dev.callvault.cli.output;

import org.jspecify.annotations.NullMarked;
