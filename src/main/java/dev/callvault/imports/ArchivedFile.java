package dev.callvault.imports;

import dev.callvault.call.CallBody;
import dev.callvault.call.LogId;
import dev.callvault.content.Content;
import dev.callvault.content.ContentBuilder;
import dev.callvault.content.Sha256;
import dev.callvault.imports.Answers.Service;
import dev.callvault.imports.Findings.FoundLog;
import dev.callvault.wire.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of somebody's archive. What it is, is recognised from its beginning, never from its name; only the log id of a log
 * comes from there. Everything but a single log or answer is read piece by piece.
 */
final class ArchivedFile {
    /** More than any answer has, in bytes; a single one is held packed in memory. */
    static final long MOST = 512L << 20;

    static final String TOO_LARGE = "larger than " + (MOST >> 20) + " MiB";
    private static final int BUFFER = 64 << 10;
    private static final int MAGIC = 4;

    private final Path path;
    private final String account;
    private final Findings found;
    private final Optional<LogId> logId;

    /** @param account whose rows of exports are wanted */
    ArchivedFile(Path path, String account, Findings found) {
        this.path = path;
        this.account = account;
        this.found = found;
        this.logId = LogName.of(path);
    }

    /** Tells what the file holds; returns the SHA-256 of its bytes, as far as it had to be read to its end. */
    Optional<String> read() throws IOException {
        MessageDigest digest = Sha256.digest();
        try (DigestInputStream file = new DigestInputStream(Files.newInputStream(path), digest);
                InputStream bytes = unpacked(new BufferedInputStream(file, BUFFER))) {
            if (!read(new BufferedInputStream(bytes, 2 * BUFFER))) {
                return Optional.empty();
            }
            file.transferTo(OutputStream.nullOutputStream());
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
        bytes.mark(MAGIC);
        boolean isPacked = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return isPacked ? new GZIPInputStream(bytes, BUFFER) : bytes;
    }

    /** Whether it was read to its end. */
    private boolean read(BufferedInputStream bytes) throws IOException {
        FileHead head = FileHead.of(bytes);
        switch (head.kind()) {
            case JSON -> {
                bytes.skipNBytes(head.begin());
                new JsonFile(account, logId, found).read(new LineCutter(bytes));
            }
            case XML -> {
                return xml(head, bytes);
            }
            case CSV -> {
                bytes.skipNBytes(head.begin());
                csv(bytes);
            }
            case TEXT -> {
                return text(head, bytes);
            }
            case REFUSED -> found.unreadable(0, head.refusal(), false);
        }
        return head.kind() != FileHead.Kind.REFUSED;
    }

    private boolean text(FileHead head, InputStream bytes) throws IOException {
        String name = String.valueOf(path.getFileName());
        if (logId.isEmpty()) {
            found.unreadable(
                    0,
                    "not recognised: neither an answer of the provider, nor an export, nor named by a log id",
                    false);
        } else if (name.endsWith(".part") || name.endsWith(".tmp") || name.endsWith(".quarantined")) {
            found.unreadable(0, "an incomplete log, or one that could not be read when it was fetched", false);
        } else if (head.isEmpty()) {
            found.unreadable(0, "empty: nothing tells whether the log was", false);
        } else {
            found.anyLog();
            if (found.wantsLogs()) {
                log(bytes);
                return true;
            }
        }
        return false;
    }

    private void log(InputStream bytes) throws IOException {
        @Nullable Content content = all(bytes, true);
        if (content != null) {
            found.log(new FoundLog(logId.orElseThrow(), Optional.empty(), Optional.empty(), new CallBody(content, "")));
        }
    }

    private @Nullable Content all(InputStream bytes, boolean isOfLog) throws IOException {
        try (ContentBuilder content = new ContentBuilder()) {
            byte[] piece = new byte[BUFFER];
            long length = 0;
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                length += read;
                if (length > MOST) {
                    found.unreadable(0, TOO_LARGE, isOfLog);
                    return null;
                }
                content.write(piece, 0, read);
            }
            return content.content();
        }
    }

    private boolean xml(FileHead head, InputStream bytes) throws IOException {
        boolean isOfLog = head.service() == Service.LOG;
        if (isOfLog && !found.wantsLogs()) {
            found.anyLog();
            return false;
        }
        @Nullable Content answer = all(bytes, isOfLog);
        if (answer != null) {
            new Answers(WireFormat.XML, logId, found).read(1, head.service(), answer);
        }
        return true;
    }

    private void csv(InputStream bytes) throws IOException {
        CsvFile csv = new CsvFile(bytes);
        List<String> columns = new ArrayList<>();
        @Nullable List<@Nullable Content> header = csv.next();
        if (header != null) {
            header.forEach(it -> columns.add(it == null ? "" : new String(it.bytes(), StandardCharsets.UTF_8)));
        }
        ExportedRow.@Nullable Kind kind = ExportedRow.Kind.of(columns);
        if (kind == null) {
            found.unreadable(1, "comma-separated values, but no export of calls, sessions, errors or bodies", false);
            return;
        }
        ExportedRows rows = new ExportedRows(account, found);
        for (@Nullable List<@Nullable Content> cells = csv.next(); cells != null; cells = csv.next()) {
            row(csv.line(), kind, columns, cells, rows);
        }
        rows.flush();
    }

    private void row(
            long line, ExportedRow.Kind kind, List<String> columns, List<@Nullable Content> cells, ExportedRows rows) {
        if (cells.size() == 1 && cells.getFirst() == null) {
            return;
        }
        if (cells.size() != columns.size()) {
            found.unreadable(line, cells.size() + " cells, but " + columns.size() + " columns", false);
            return;
        }
        rows.add(line, kind, column -> columns.contains(column) ? cells.get(columns.indexOf(column)) : null);
    }
}
