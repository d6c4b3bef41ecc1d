package dev.callvault.store.forget;

import java.util.List;

/**
 * What removing an account would delete, and what stands against it.
 *
 * @param records what is stored, and how many calls and lines of it a hold keeps
 * @param readers logins that see this account alone, and would see nothing
 */
public record Removable(DeletedRecords records, List<String> readers) {
    public Removable {
        readers = List.copyOf(readers);
    }
}
