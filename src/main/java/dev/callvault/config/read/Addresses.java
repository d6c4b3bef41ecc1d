package dev.callvault.config.read;

import dev.callvault.source.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of value that are addresses. They can hold a login, so that no message repeats one as it was written. */
final class Addresses {
    private static final String SERVICES = "/ws";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final int MAX_PORT = 65_535;
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern JDBC_LOGIN = Pattern.compile("(?i)[?&](user|password|sslpassword)=|//[^/?]*@");

    private Addresses() {}

    /** The base URL of a provider's services. */
    static ValueType<URI> services() {
        return ValueType.of("the URL of the provider's services", text -> Optional.of(services(text)));
    }

    /** The JDBC URL of a PostgreSQL database. */
    static ValueType<String> database() {
        return ValueType.of("a JDBC URL", text -> {
            if (!text.startsWith(JDBC)) {
                throw new InvalidValue("must be a JDBC URL such as jdbc:postgresql://localhost:5432/callvault");
            }
            if (JDBC_LOGIN.matcher(text).find()) {
                throw new InvalidValue("must not contain a login; set database.username and database.password instead");
            }
            return Optional.of(text);
        });
    }

    /** Where to say that all is well. Its path is a secret of sorts, so it must not travel in the clear. */
    static ValueType<URI> heartbeat() {
        return ValueType.of("an https URL", text -> {
            URI url = parsed(text);
            if (url.getHost() == null || url.getRawUserInfo() != null || isExposed(url)) {
                throw new InvalidValue(
                        "must be an https URL without a login; plain http is allowed only to this machine");
            }
            return Optional.of(url);
        });
    }

    /** A name or address of this machine. */
    static ValueType<String> host() {
        return ValueType.of(
                "a host name or an address such as 127.0.0.1, 0.0.0.0 or [::]",
                text -> Optional.of(text).filter(it -> HOST.matcher(it).matches()));
    }

    /** Whether a request to the URL would show its login to others on the way. */
    static boolean isExposed(URI url) {
        String host = url.getHost();
        return url.getScheme().equalsIgnoreCase("http") && !Loopback.is(host);
    }

    private static URI services(String text) throws InvalidValue {
        URI url = parsed(text);
        if (url.getRawUserInfo() != null
                || String.valueOf(url.getRawAuthority()).contains("@")) {
            throw new InvalidValue("must not contain a login; set the username and password keys instead");
        }
        if (url.getHost() == null || url.getPort() > MAX_PORT) {
            throw new InvalidValue(
                    "has an invalid host name (use letters, digits, hyphens and dots) or port (at most 65535)");
        }
        URI wanted = corrected(url);
        if (!wanted.equals(url)) {
            throw new InvalidValue("must be the base URL of the services, ending in /ws; did you mean " + wanted + "?");
        }
        return wanted;
    }

    private static URI parsed(String text) throws InvalidValue {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            if (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http")) {
                return url;
            }
        } catch (URISyntaxException unreadable) {
            // Said below without the text, which the exception would repeat.
        }
        throw new InvalidValue("must be an http or https URL such as https://provider.example/ws");
    }

    /** Cut after /ws, or with it added; without query and fragment; the host is kept, its case folded. */
    private static URI corrected(URI url) throws InvalidValue {
        String path = url.getRawPath().replaceAll("/+$", "");
        int services = (path + "/").indexOf(SERVICES + "/");
        String base = services < 0 ? path + SERVICES : path.substring(0, services) + SERVICES;
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        try {
            return new URI(lower(url.getScheme()) + "://" + lower(url.getHost()) + port + base);
        } catch (URISyntaxException impossible) {
            throw new InvalidValue("must end in /ws");
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
