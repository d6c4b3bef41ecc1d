package dev.callvault.serve.console;

import dev.callvault.store.forget.Forgotten;
import dev.callvault.store.forget.Hold;
import dev.callvault.store.forget.KeepState;
import dev.callvault.store.forget.KeepTerm;
import dev.callvault.store.forget.RecordKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is kept, held, masked and gone. It is read only: these are changed by commands.
 *
 * @param holds those in force; empty for visitors who may not see all accounts, since holds cover all of them
 */
public record KeepingPage(Frame frame, KeepState keep, Optional<List<Hold>> holds, Forgotten forgotten) {
    public List<RecordKind> kinds() {
        return List.of(RecordKind.values());
    }

    /** A kind of record, in the words of the other pages. */
    public String words(RecordKind kind) {
        return kind == RecordKind.BODIES ? "logs" : kind.label();
    }

    public KeepTerm term(RecordKind kind) {
        return keep.term(kind);
    }

    public String words(Hold.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The calls that a hold covers. */
    public String path(Hold hold) {
        return (hold.kind() == Hold.Kind.NUMBER
                        ? CallForm.BLANK.withNumber("", hold.value())
                        : CallForm.BLANK.withSession(hold.value()))
                .path();
    }
}
