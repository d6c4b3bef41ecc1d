/**
 * Tells load balancers and monitors whether archiving works. Begin with {@link
 * dev.callvault.app.health.Readiness}.
 */
@NullMarked
package dev.callvault.app.health;

import org.jspecify.annotations.NullMarked;
