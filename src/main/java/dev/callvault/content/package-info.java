/**
 * Contents of any size: most logs fit in an array; a large one is kept packed and read as a stream. Begin with
 * {@link dev.callvault.content.Content}.
 */
@NullMarked
package dev.callvault.content;

import org.jspecify.annotations.NullMarked;
