/**
 * From raw text to typed values, without side effects: the lines of session and error logs and their clocks. Begin with
 * {@link dev.callvault.refine.Lines}.
 */
@NullMarked
package dev.callvault.refine;

import org.jspecify.annotations.NullMarked;
