/**
 * The metrics in Prometheus's format; only this package uses Micrometer. Begin with {@link dev.callvault.metrics.Metrics},
 * which counts what runs do; everything else is read from the archive on request.
 */
@NullMarked
package dev.callvault.metrics;

import org.jspecify.annotations.NullMarked;
