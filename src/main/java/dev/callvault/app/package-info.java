/**
 * The composition root: all parts are created and joined here, and only here. Begin with
 * {@link dev.callvault.app.Callvault}.
 */
@NullMarked
package dev.callvault.app;

import org.jspecify.annotations.NullMarked;
