/**
 * What people type: one class a command, in front of {@link dev.callvault.app.Callvault}.
 */
@NullMarked
package dev.callvault.cli;

import org.jspecify.annotations.NullMarked;
