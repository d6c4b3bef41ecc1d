/**
 * The provider's wire format in both directions: reading for the client, writing for anything that plays the provider.
 * Begin with {@link dev.callvault.wire.WireFormat}.
 */
@NullMarked
package dev.callvault.wire;

import org.jspecify.annotations.NullMarked;
