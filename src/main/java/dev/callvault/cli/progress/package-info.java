/** Shows how far a command is while it works. Begin with {@link dev.callvault.cli.progress.ShownProgress}. */
@NullMarked
package dev.callvault.cli.progress;

import org.jspecify.annotations.NullMarked;
