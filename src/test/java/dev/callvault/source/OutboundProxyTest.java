package dev.callvault.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundProxyTest {
    private static final String PROXY = "http://proxy.example:3128";

    private static String way(Map<String, String> variables, String url) {
        Proxy way = new OutboundProxy(variables).select(URI.create(url)).getFirst();
        return way.type() == Proxy.Type.DIRECT ? "direct" : way.address().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "https://provider.example/ws, false",
        "https://inside.example/ws, true",
        "https://deep.inside.example/ws, true",
        "https://outside.example.com/ws, false",
        "https://notinside.example/ws, false",
        "https://star.example.org/ws, true",
        "https://ported.example:8443/ws, true",
        "https://ported.example/ws, false",
        "https://usual.example/ws, true",
        "http://usual.example/ws, false",
        "https://[2001:db8::7]/ws, true",
        "https://[2001:db8::8]/ws, false",
        "https://10.0.0.7/ws, true",
        "https://localhost:8480/ws, true",
        "https://127.0.0.1/ws, true",
    })
    void no_proxy_names_hosts_and_their_subdomains(String url, boolean isDirect) {
        Map<String, String> variables = Map.of(
                "ALL_PROXY",
                PROXY,
                "NO_PROXY",
                ".Inside.example, *.example.org,ported.example:8443 10.0.0.7 usual.example:443 [2001:db8::7]");

        assertThat(way(variables, url).equals("direct")).isEqualTo(isDirect);
    }

    @Test
    void each_scheme_has_its_variable_in_either_case() {
        assertThat(way(Map.of("https_proxy", "proxy.example"), "https://a.example"))
                .contains("proxy.example", "80");
        assertThat(way(Map.of("HTTPS_PROXY", PROXY), "https://a.example")).contains("3128");
        assertThat(way(Map.of("HTTPS_PROXY", PROXY), "http://a.example")).isEqualTo("direct");
        assertThat(way(Map.of("ALL_PROXY", PROXY), "http://a.example")).contains("3128");
        assertThat(way(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", "*"), "https://a.example"))
                .isEqualTo("direct");
        assertThat(way(Map.of("HTTPS_PROXY", " "), "https://a.example")).isEqualTo("direct");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://proxy.example:1080", "https://proxy.example", "http://", "proxy example"})
    void a_proxy_that_cannot_be_used_is_refused_before_the_first_request(String proxy) {
        assertThatThrownBy(() -> new OutboundProxy(Map.of("ALL_PROXY", proxy)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is reached by HTTP");
    }

    @Test
    void what_cannot_be_read_is_told_without_its_password() {
        assertThatThrownBy(() -> way(Map.of("HTTPS_PROXY", "http://me:sec ret@proxy"), "https://a.example"))
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("sec");
    }
}
