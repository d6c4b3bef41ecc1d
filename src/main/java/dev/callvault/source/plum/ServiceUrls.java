package dev.callvault.source.plum;

import dev.callvault.call.LogId;
import dev.callvault.source.CallService;
import dev.callvault.source.ListQuery;
import java.net.URI;

/** The services' addresses under the account's base URL, with or without a slash at its end. */
final class ServiceUrls {
    private final String base;

    ServiceUrls(URI baseUrl) {
        this.base = baseUrl.toString().replaceFirst("/+$", "");
    }

    /** Never with {@code number}: in an outbound call the columns are swapped, and the filter would hide it. */
    URI list(CallService service, ListQuery query) {
        return URI.create(base + "/" + service.path() + "/" + query.window().from() + "/"
                + query.window().to() + "?offset=" + query.offset() + "&limit=" + query.limit());
    }

    URI log(LogId logId) {
        return URI.create(base + "/" + CallService.LOG.path() + "/" + logId.value());
    }
}
