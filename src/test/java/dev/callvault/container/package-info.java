/**
 * Tests in containers. Begin with {@link dev.callvault.container.ContainerStoreTest}.
 */
@NullMarked
package dev.callvault.container;

import org.jspecify.annotations.NullMarked;
