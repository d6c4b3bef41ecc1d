package dev.callvault.store.imports;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.listing.Rows;
import java.util.List;

/**
 * Adds records that were archived elsewhere. What the archive has stays as it is: a row is only added where none is, and a
 * log where none is that can be read. What was erased does not come back, and what is too old by {@link ImportTerms} is not
 * stored. Nothing of this proves anything: coverage and watermarks stay as they are.
 *
 * <p>Repeating it adds nothing, so it can be interrupted and continued, and several may run at once, beside whatever
 * archives. Every method throws {@link StoreFailure} when the database cannot be used, and then has no partial effect.
 */
public interface ImportStore {
    /** Adds rows of one file. A call whose log the archive lacks is not requested: its log may be among the files. */
    Added add(AccountId account, ImportedFile file, Rows rows, ImportTerms terms);

    /**
     * Adds logs. That of a call whose log was lost resolves the gap, and one that is wanted is no longer requested.
     *
     * @return what became of each, in the order given
     */
    List<OfferedLog.Outcome> addLogs(AccountId account, List<OfferedLog> logs, ImportTerms terms);

    /** Remembers of a file that something was stored of it as a whole: it was read to its end. */
    void complete(ImportedFile file);

    /**
     * What adding rows of a file did, or would do.
     *
     * @param file now known to the archive if anything of it was stored
     * @param fates one for each row, in the order given
     */
    record Added(ImportedFile file, List<Fate> fates) {
        public Added {
            fates = List.copyOf(fates);
        }
    }
}
