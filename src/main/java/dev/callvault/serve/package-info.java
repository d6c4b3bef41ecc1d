/**
 * What the daemon serves over HTTP; the only home of Javalin. A part of it is a {@link dev.callvault.serve.Routes}; begin with
 * {@link dev.callvault.serve.WebServer}, which serves them all.
 */
@NullMarked
package dev.callvault.serve;

import org.jspecify.annotations.NullMarked;
