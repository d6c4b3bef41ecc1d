/**
 * The command line, with one class per command, in front of {@link dev.callvault.app.Callvault}.
 */
@NullMarked
package dev.callvault.cli;

import org.jspecify.annotations.NullMarked;
