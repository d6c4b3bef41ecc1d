/**
 * Reads the settings: a YAML file, overridden by the environment, checked as a whole. Begin with {@link
 * dev.callvault.config.read.SettingsLoader}.
 */
@NullMarked
package dev.callvault.config.read;

import org.jspecify.annotations.NullMarked;
