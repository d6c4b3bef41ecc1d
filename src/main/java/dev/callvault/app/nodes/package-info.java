/**
 * What the nodes that share an archive agree on, and what applies until they do. Begin with {@link
 * dev.callvault.app.nodes.Agreement}.
 */
@NullMarked
package dev.callvault.app.nodes;

import org.jspecify.annotations.NullMarked;
