/** How far long work is, told while it is done. Begin with {@link dev.callvault.progress.Progress}. */
@NullMarked
package dev.callvault.progress;

import org.jspecify.annotations.NullMarked;
