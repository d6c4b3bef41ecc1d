/**
 * What the documentation promises, compared with the program. Begin with {@link
 * dev.callvault.documentation.OperationFilesTest}.
 */
@NullMarked
package dev.callvault.documentation;

import org.jspecify.annotations.NullMarked;
