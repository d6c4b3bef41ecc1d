package dev.callvault.store.forget;

import java.util.Set;

/**
 * Whose records are erased.
 *
 * @param forms the number, in every form in which number columns can hold it; with {@code isSpelling}, spellings of the provider
 * @param isSpelling whether only records with exactly this spelling are meant, whatever it stands for; texts that mention it stay
 */
public record ErasedNumber(Set<String> forms, boolean isSpelling) {
    public ErasedNumber {
        forms = Set.copyOf(forms);
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("no form of a number to erase");
        }
    }

    /** Everything about a number, including texts that mention it. */
    public static ErasedNumber of(Set<String> forms) {
        return new ErasedNumber(forms, false);
    }

    /** Records that spell the caller or the called party exactly so. */
    public static ErasedNumber spelled(String spelling) {
        return new ErasedNumber(Set.of(spelling), true);
    }
}
