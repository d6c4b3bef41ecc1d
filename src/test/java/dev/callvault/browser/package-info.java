/**
 * The console in a browser. Begin with {@link dev.callvault.browser.ConsoleBrowserTest}.
 */
@NullMarked
package dev.callvault.browser;

import org.jspecify.annotations.NullMarked;
