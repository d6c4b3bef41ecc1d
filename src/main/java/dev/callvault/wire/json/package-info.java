/** Responses as JSON. Begin with {@link dev.callvault.wire.json.JsonReader}. */
@NullMarked
package dev.callvault.wire.json;

import org.jspecify.annotations.NullMarked;
