package dev.callvault.store;

import java.net.URI;
import java.util.Locale;

/**
 * Whose records an account archives: the provider's services, and the login there. The password may change; the customer
 * stays the same.
 *
 * @param baseUrl base of the services, ending in {@code /ws}, without login, query or fragment
 */
public record ProviderLogin(URI baseUrl, String login) {
    /** Whether both are one customer: the same login at the same host and path. Scheme and port may differ. */
    public boolean isSame(ProviderLogin other) {
        return login.equals(other.login) && place().equals(other.place());
    }

    /** The login and where it is used, such as {@code acme at api.example.com/ws}. */
    @Override
    public String toString() {
        return login + " at " + place();
    }

    private String place() {
        return baseUrl.getHost().toLowerCase(Locale.ROOT) + baseUrl.getPath();
    }
}
