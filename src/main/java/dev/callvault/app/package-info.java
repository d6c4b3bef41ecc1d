/**
 * The composition root: every part is made and joined here, and nowhere else. Begin with
 * {@link dev.callvault.app.Callvault}.
 */
@NullMarked
package dev.callvault.app;

import org.jspecify.annotations.NullMarked;
