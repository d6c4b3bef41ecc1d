/** Responses as XML. Begin with {@link dev.callvault.wire.xml.XmlReader}. */
@NullMarked
package dev.callvault.wire.xml;

import org.jspecify.annotations.NullMarked;
