/**
 * What the program serves over HTTP. Begin with {@link dev.callvault.serving.ServedTest}.
 */
@NullMarked
package dev.callvault.serving;

import org.jspecify.annotations.NullMarked;
