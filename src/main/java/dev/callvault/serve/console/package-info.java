/**
 * The pages that people look at: what is archived, what is missing, and what happened on a call. They only read. The
 * templates are in {@code src/main/jte}; begin with {@link dev.callvault.serve.console.Console}.
 */
@NullMarked
package dev.callvault.serve.console;

import org.jspecify.annotations.NullMarked;
