/**
 * Where records come from: the port {@link dev.callvault.source.CallSource}, its failures, and the decorators that
 * pace, retry and count requests, whatever the provider.
 */
@NullMarked
package dev.callvault.source;

import org.jspecify.annotations.NullMarked;
