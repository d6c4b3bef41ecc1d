package dev.callvault.serve.console;

import dev.callvault.store.reports.ErrorKinds.ErrorKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Errors by kind, with the trend of the last days.
 *
 * @param days how many days the trend covers
 */
public record ErrorsPage(Frame frame, List<ErrorKind> kinds, int days, AccountChoice choice) {
    private static final int HEIGHT = 24;
    private static final int WIDTH = 8;

    /** A bar of the trend, in the units of the image. */
    public record Bar(int x, int y, int height) {}

    /** The trend as bars, scaled to the kind's own largest day. */
    public List<Bar> bars(ErrorKind kind) {
        long most = Math.max(
                1, kind.days().stream().mapToLong(Long::longValue).max().orElse(1));
        return IntStream.range(0, kind.days().size())
                .mapToObj(day -> {
                    int height = (int) Math.ceilDiv(kind.days().get(day) * HEIGHT, most);
                    return new Bar(day * WIDTH, HEIGHT - height, height);
                })
                .toList();
    }

    public int width(ErrorKind kind) {
        return kind.days().size() * WIDTH;
    }

    public String rate(ErrorKind kind) {
        return kind.perThousandCalls()
                .map(it -> String.format(Locale.ROOT, "%.2f", it))
                .orElse("–");
    }

    /** The calls whose sessions have an error of the kind. */
    public String callsPath(ErrorKind kind) {
        return CallForm.BLANK.withKind(kind.account(), kind.signature()).path();
    }

    public String sessionPath(String session) {
        return CallForm.BLANK.withSession(session).path();
    }
}
