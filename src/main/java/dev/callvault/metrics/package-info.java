/**
 * The metrics, in Prometheus' format; the only home of Micrometer. Begin with {@link dev.callvault.metrics.Metrics}, which
 * counts what runs do; the rest is read from the archive when it is asked for.
 */
@NullMarked
package dev.callvault.metrics;

import org.jspecify.annotations.NullMarked;
