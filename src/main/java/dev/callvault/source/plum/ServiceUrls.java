package dev.callvault.source.plum;

import dev.callvault.call.LogId;
import dev.callvault.source.CallService;
import dev.callvault.source.ListQuery;
import java.net.URI;

/** The services' addresses below the account's base URL, with or without a trailing slash. */
final class ServiceUrls {
    private final String base;

    ServiceUrls(URI baseUrl) {
        this.base = baseUrl.toString().replaceFirst("/+$", "");
    }

    /** Never sends {@code number}: outbound calls have swapped columns, and the filter would hide them. */
    URI list(CallService service, ListQuery query) {
        return URI.create(base + "/" + service.path() + "/" + query.window().from() + "/"
                + query.window().to() + "?offset=" + query.offset() + "&limit=" + query.limit());
    }

    URI log(LogId logId) {
        return URI.create(base + "/" + CallService.LOG.path() + "/" + logId.value());
    }
}
