/**
 * What {@code export} writes: one view into a file, or all of them into a directory. Begin with
 * {@link dev.callvault.cli.export.Form}.
 */
@NullMarked
package dev.callvault.cli.export;

import org.jspecify.annotations.NullMarked;
