package dev.callvault.serve.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The files that the pages load: styles, scripts and an icon, all from this program's jar. */
final class Assets {
    private static final String CHART = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final List<Asset> ALL = List.of(
            new Asset("/assets/console.css", "text/css", "/console/console.css"),
            new Asset("/assets/console.js", "text/javascript", "/console/console.js"),
            new Asset("/assets/icon.svg", "image/svg+xml", "/console/icon.svg"),
            new Asset("/assets/uplot.css", "text/css", CHART + "uPlot.min.css"),
            new Asset("/assets/uplot.js", "text/javascript", CHART + "uPlot.iife.min.js"));

    private Assets() {}

    /** @param resource its location on the class path */
    record Asset(String path, String type, String resource) {
        private byte[] content() {
            try (InputStream content = Assets.class.getResourceAsStream(resource)) {
                return Objects.requireNonNull(content, resource).readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    static void addTo(RoutesConfig routes) {
        for (Asset asset : ALL) {
            byte[] content = asset.content();
            routes.get(asset.path(), context -> send(context, asset, content));
        }
    }

    private static void send(Context context, Asset asset, byte[] content) {
        context.header("Cache-Control", "max-age=3600");
        context.contentType(asset.type() + "; charset=utf-8");
        context.result(content);
    }
}
