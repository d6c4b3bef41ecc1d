/**
 * The provider over HTTP: requests, authentication, limits on time and size, and what each kind of response means.
 * Begin with {@link dev.callvault.source.plum.PlumSource}.
 */
@NullMarked
package dev.callvault.source.plum;

import org.jspecify.annotations.NullMarked;
