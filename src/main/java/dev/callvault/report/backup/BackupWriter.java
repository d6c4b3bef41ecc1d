package dev.callvault.report.backup;

import dev.callvault.report.UnwritableOutput;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupSink;
import dev.callvault.store.backup.BackupTotals;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a backup as a ZIP, to a stream that need not be a file; nothing is kept in memory. */
public final class BackupWriter implements BackupSink {
    private static final int BUFFER = 64 << 10;

    private final String output;
    private final String program;
    private final SealedOutput sealed;
    private final ZipOutputStream zip;
    private final List<PartRecord> records = new ArrayList<>();
    private @Nullable BackupContents contents;
    private @Nullable PartOutput open;

    /**
     * @param output names it in messages
     * @param program the name and version of this program
     */
    public BackupWriter(OutputStream out, String output, String program) {
        this(out, output, program, Deflater.DEFAULT_COMPRESSION);
    }

    /** One that need not be small, because it is read at once. */
    public static BackupWriter passing(OutputStream out, String output, String program) {
        return new BackupWriter(out, output, program, Deflater.NO_COMPRESSION);
    }

    private BackupWriter(OutputStream out, String output, String program, int level) {
        this.output = output;
        this.program = program;
        this.sealed = new SealedOutput(new BufferedOutputStream(out, BUFFER));
        this.zip = new ZipOutputStream(new BufferedOutputStream(sealed, BUFFER));
        zip.setLevel(level);
        zip.setComment(Seal.PLACEHOLDER);
    }

    @Override
    public void begin(BackupContents begun) {
        contents = begun;
        whole(ContentsJson.CONTENTS, ContentsJson.contents(begun, program));
    }

    @Override
    public OutputStream open(BackupContents.Part part) {
        entry(entryOf(part));
        PartOutput opened = new PartOutput(part.name());
        open = opened;
        return opened;
    }

    /** The name of the entry that holds a part. */
    static String entryOf(BackupContents.Part part) {
        return part.name() + ".copy";
    }

    @Override
    public void done(long rows) {
        PartOutput ended = Objects.requireNonNull(open);
        trying(zip::closeEntry);
        records.add(new PartRecord(ended.name, rows, ended.bytes, Seal.hex(ended.digest)));
    }

    /** Writes the end; the stream below stays open. */
    public void finish(@Nullable BackupTotals totals, Instant finished) {
        whole(
                ContentsJson.MANIFEST,
                ContentsJson.manifest(Objects.requireNonNull(contents), program, records, totals, finished));
        trying(() -> {
            zip.finish();
            zip.flush();
            sealed.seal();
        });
    }

    /** How many rows all parts have. */
    public long rows() {
        return records.stream().mapToLong(PartRecord::rows).sum();
    }

    private void whole(String name, byte[] bytes) {
        entry(name);
        trying(() -> {
            zip.write(bytes);
            zip.closeEntry();
        });
    }

    private void entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(
                LocalDateTime.ofInstant(Objects.requireNonNull(contents).snapshot(), ZoneOffset.UTC));
        trying(() -> zip.putNextEntry(entry));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void trying(Writing writing) {
        try {
            writing.run();
        } catch (IOException failure) {
            throw UnwritableOutput.of(output, failure);
        }
    }

    private final class PartOutput extends OutputStream {
        private final String name;
        private final MessageDigest digest = Seal.digest();
        private long bytes;

        PartOutput(String name) {
            this.name = name;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            digest.update(from, offset, length);
            bytes += length;
            trying(() -> zip.write(from, offset, length));
        }
    }
}
