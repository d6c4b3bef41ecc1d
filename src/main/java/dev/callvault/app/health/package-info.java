/**
 * Whether archiving goes well, as load balancers and monitors ask. Begin with {@link
 * dev.callvault.app.health.Readiness}.
 */
@NullMarked
package dev.callvault.app.health;

import org.jspecify.annotations.NullMarked;
