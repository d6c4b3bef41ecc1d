/** What all commands share: the settings, the archive that is opened by them, and how a process ends that is asked to stop. */
@NullMarked
package dev.callvault.cli.session;

import org.jspecify.annotations.NullMarked;
