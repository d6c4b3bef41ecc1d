/**
 * The data behind the archive's own copy of the provider's services. Begin with {@link
 * dev.callvault.store.served.ServedLogs}.
 */
@NullMarked
package dev.callvault.store.served;

import org.jspecify.annotations.NullMarked;
