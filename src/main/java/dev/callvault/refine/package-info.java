/**
 * Turns raw text into typed values, without side effects: parses the lines of session and error logs and their times,
 * and redacts. Begin with {@link dev.callvault.refine.Lines}.
 */
@NullMarked
package dev.callvault.refine;

import org.jspecify.annotations.NullMarked;
