package dev.callvault.imports;

import dev.callvault.refine.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How the name of a file is kept. */
final class FileNames {
    private static final int MOST = 1000;

    private FileNames() {}

    /** As given, redacted, as text that can be stored; of a long one its end. */
    static String kept(Path path, Redactor redactor) {
        String name = redactor.text(path.toString()).replaceAll("\\p{Cntrl}", " ");
        String last = name.length() <= MOST ? name : "…" + name.substring(name.length() - MOST);
        return new String(last.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
