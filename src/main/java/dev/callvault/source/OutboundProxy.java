package dev.callvault.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxy through which this machine reaches others, by the variables that other programs go by: {@code HTTPS_PROXY},
 * {@code HTTP_PROXY} and {@code NO_PROXY}, in capitals or not. Without them, Java's own choice. This machine itself is
 * always reached without one.
 */
public final class OutboundProxy extends ProxySelector {
    private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

    private static final Pattern SEPARATORS = Pattern.compile("[,\\s]+");

    private final Map<String, String> variables;

    /** @throws IllegalArgumentException when a proxy is set that cannot be used */
    public OutboundProxy(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
        var unused = proxy("http");
        if (proxy("https").map(URI::getRawUserInfo).isPresent()) {
            allowLogin();
        }
    }

    /** Java refuses to send a Basic login to a proxy that tunnels, unless told so before the first client is made. */
    private static void allowLogin() {
        if (System.getProperty(TUNNELS) == null) {
            System.setProperty(TUNNELS, "");
        }
    }

    @Override
    public List<Proxy> select(URI url) {
        Optional<URI> proxy = proxy(url.getScheme());
        if (isDirect(url)) {
            return List.of(Proxy.NO_PROXY);
        }
        return proxy.map(it ->
                        List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(it.getHost(), port(it)))))
                .orElseGet(() -> usual(url));
    }

    private static List<Proxy> usual(URI url) {
        ProxySelector usual = ProxySelector.getDefault();
        return usual == null ? List.of(Proxy.NO_PROXY) : usual.select(url);
    }

    /** The header that logs in to the proxy for this URL, if there is one and it needs that. */
    public Optional<String> login(URI url) {
        return isDirect(url)
                ? Optional.empty()
                : proxy(url.getScheme())
                        .map(URI::getUserInfo)
                        .map(it -> "Basic " + Base64.getEncoder().encodeToString(it.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<URI> proxy(String scheme) {
        String name = scheme.toLowerCase(Locale.ROOT) + "_proxy";
        return variable(name)
                .or(() -> variable("all_proxy"))
                .map(it -> it.contains("://") ? it : "http://" + it)
                .map(OutboundProxy::parsed);
    }

    /** Without the text, which may hold a password. */
    private static URI parsed(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && "http".equalsIgnoreCase(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException unreadable) {
            // said below
        }
        throw new IllegalArgumentException(
                "the outbound proxy in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY is not one that can"
                        + " be used; it has the form http://user:password@proxy.example:3128, with special characters in the"
                        + " password escaped, and is reached by HTTP");
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .or(() -> Optional.ofNullable(variables.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(it -> !it.isEmpty());
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    private boolean isDirect(URI url) {
        String host = Objects.requireNonNullElse(url.getHost(), "").toLowerCase(Locale.ROOT);
        return Loopback.is(host)
                || variable("no_proxy").stream()
                        .flatMap(SEPARATORS::splitAsStream)
                        .map(it -> it.toLowerCase(Locale.ROOT))
                        .anyMatch(it -> matches(unbracketed(it), unbracketed(host), port(url)));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** A name stands for its subdomains too, with or without a dot or a star in front. */
    private static boolean matches(String rule, String host, int port) {
        String name = rule;
        int colon = rule.indexOf(':');
        if (colon >= 0 && colon == rule.lastIndexOf(':')) {
            if (!rule.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = rule.substring(0, colon);
        }
        String domain = name.replaceFirst("^\\*?\\.", "");
        return rule.equals("*") || host.equals(domain) || (!domain.isEmpty() && host.endsWith("." + domain));
    }

    /** A proxy that fails is tried again like any host. */
    @Override
    public void connectFailed(URI url, SocketAddress address, IOException failure) {}
}
