/**
 * The settings of the program, as values. Begin with {@link dev.callvault.config.Settings}.
 */
@NullMarked
package dev.callvault.config;

import org.jspecify.annotations.NullMarked;
