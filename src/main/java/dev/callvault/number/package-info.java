/**
 * Reads telephone numbers: what a spelling stands for, and where a text mentions a number. Pure; the numbering plans are
 * those of Google's libphonenumber. Begin with {@link dev.callvault.number.NumberReader}.
 */
@NullMarked
package dev.callvault.number;

import org.jspecify.annotations.NullMarked;
