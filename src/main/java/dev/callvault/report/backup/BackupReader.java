package dev.callvault.report.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.callvault.store.backup.BackupContents;
import dev.callvault.store.backup.BackupSource;
import dev.callvault.store.backup.DamagedBackup;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a backup from a stream, once, and checks every byte of it. */
public final class BackupReader implements BackupSource {
    private static final int BUFFER = 64 << 10;

    /** A manifest of a thousand partitions takes less; anything longer is none. */
    private static final int LONGEST_JSON = 64 << 20;

    private final String input;
    private final SealedInput sealed;
    private final ZipInputStream zip;
    private final BackupContents contents;
    private final String program;
    private String place = OUTSIDE;

    private static final String OUTSIDE = "";

    /**
     * Reads as far as the contents.
     *
     * @param input names it in messages
     * @throws DamagedBackup when it is no backup, or one that this program does not know
     */
    public BackupReader(InputStream in, String input) {
        this.input = input;
        this.sealed = new SealedInput(new BufferedInputStream(in, BUFFER));
        this.zip = new ZipInputStream(sealed);
        try {
            JsonNode json = json(ContentsJson.CONTENTS);
            int format = json.path("format").asInt();
            if (format != ContentsJson.FORMAT) {
                throw new DamagedBackup(input + " was written in format " + format
                        + ", and this version of Callvault reads no other than " + ContentsJson.FORMAT);
            }
            this.contents = ContentsJson.contents(json);
            this.program = json.path("program").asText();
        } catch (IOException | IllegalArgumentException | DateTimeException failure) {
            throw damaged(failure);
        }
    }

    @Override
    public BackupContents contents() {
        return contents;
    }

    /** The program that wrote it. */
    public String program() {
        return program;
    }

    @Override
    public void each(PartReader reader) {
        List<PartRecord> read = new ArrayList<>();
        try {
            for (BackupContents.Part part : contents.parts()) {
                next(BackupWriter.entryOf(part));
                Counted counted = new Counted(zip);
                long rows = reader.read(part, counted);
                read.add(counted.record(part.name(), rows));
                place = OUTSIDE;
            }
            List<PartRecord> written = ContentsJson.records(json(ContentsJson.MANIFEST));
            if (zip.getNextEntry() != null) {
                throw new IOException("something follows the manifest");
            }
            compare(written, read);
        } catch (IOException | IllegalArgumentException | UncheckedIOException failure) {
            throw damaged(failure);
        }
    }

    private void compare(List<PartRecord> written, List<PartRecord> read) throws IOException {
        sealed.drain();
        if (!sealed.hasEnd()) {
            throw new IOException("no end");
        }
        for (int i = 0; i < read.size(); i++) {
            if (i >= written.size() || !written.get(i).equals(read.get(i))) {
                place = read.get(i).name() + ".copy";
                throw new IOException("not as the manifest says");
            }
        }
        if (!sealed.isIntact()) {
            throw new IOException("not as the seal says");
        }
    }

    private void next(String name) throws IOException {
        place = OUTSIDE;
        @Nullable ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new IOException("another entry");
        }
        place = name;
    }

    private JsonNode json(String name) throws IOException {
        next(name);
        byte[] bytes = zip.readNBytes(LONGEST_JSON);
        JsonNode json = ContentsJson.read(bytes);
        zip.closeEntry();
        place = OUTSIDE;
        return json;
    }

    /** What is wrong is known only at the end: what looks damaged may have no more than been cut off. */
    private DamagedBackup damaged(Exception failure) {
        if (failure instanceof InterruptedIOException) {
            Thread.currentThread().interrupt();
            return told(input + " was not read to its end", failure);
        }
        try {
            sealed.drain();
        } catch (IOException unreadable) {
            return told(input + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (sealed.isEmpty()) {
            return told(input + " is empty", failure);
        }
        if (!sealed.isZip()) {
            return told(input + " is not a backup of Callvault", failure);
        }
        if (!sealed.hasEnd()) {
            return told(input + " is not whole: its end is missing", failure);
        }
        String where = place.equals(OUTSIDE) ? "outside of its entries" : "in its entry " + place;
        return told(input + " is damaged " + where, failure);
    }

    private static DamagedBackup told(String message, Exception failure) {
        DamagedBackup damaged = new DamagedBackup(message);
        damaged.initCause(failure);
        return damaged;
    }
}
