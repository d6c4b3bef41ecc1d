/**
 * What Callvault costs: speed, memory, requests and writes, each as a ratio taken within one run. {@code mvn -Pbench verify}
 * runs it. Begin with {@link dev.callvault.bench.Benchmarks}, which lists the figures.
 */
@NullMarked
package dev.callvault.bench;

import org.jspecify.annotations.NullMarked;
