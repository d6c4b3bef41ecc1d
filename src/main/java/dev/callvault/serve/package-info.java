/**
 * What the daemon serves over HTTP; only this package uses Javalin. Each part is a {@link dev.callvault.serve.Routes}. Begin
 * with {@link dev.callvault.serve.WebServer}, which serves them all.
 */
@NullMarked
package dev.callvault.serve;

import org.jspecify.annotations.NullMarked;
