/**
 * The settings: a YAML file, overridden by the environment, checked as a whole. Begin with
 * {@link dev.callvault.config.Settings}.
 */
@NullMarked
package dev.callvault.config;

import org.jspecify.annotations.NullMarked;
