/**
 * The console's pages: what is archived, what is missing, and what happened in a call. They only read. The templates are in {@code src/main/jte}; begin with {@link dev.callvault.serve.console.Console}.
 */
@NullMarked
package dev.callvault.serve.console;

import org.jspecify.annotations.NullMarked;
