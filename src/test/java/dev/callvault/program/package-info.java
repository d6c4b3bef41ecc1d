/**
 * The program as a process: commands, exit codes, crashes, several at once. Begin with {@link
 * dev.callvault.program.ProgramTest}.
 */
@NullMarked
package dev.callvault.program;

import org.jspecify.annotations.NullMarked;
