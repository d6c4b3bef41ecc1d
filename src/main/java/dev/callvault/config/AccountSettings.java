package dev.callvault.config;

import dev.callvault.wire.WireFormat;
import java.net.URI;
import java.time.ZoneId;

/**
 * An account of the provider.
 *
 * @param name under which the archive keeps the account, unique
 * @param url base of the services, ending in {@code /ws}, without login, query or fragment
 * @param format to ask the provider for
 * @param zone of the wall clock in the provider's lines
 * @param region the country whose numbers need no country code, as ISO 3166 alpha-2
 */
public record AccountSettings(
        String name, URI url, String username, Secret password, WireFormat format, ZoneId zone, String region) {}
