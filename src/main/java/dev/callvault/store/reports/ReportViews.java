package dev.callvault.store.reports;

import dev.callvault.call.AccountId;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.search.FoundCall;
import java.util.List;
import java.util.Optional;

/** The reports as shown to people, a page of each. Every method throws {@link StoreFailure}. */
public interface ReportViews {
    /** The views, by name, without those that contain whole logs. */
    List<View> all();

    /**
     * The newest rows of a view, or its largest where it has no time; empty when there is no such view.
     *
     * @param most rows at most
     */
    Optional<Preview> preview(String name, List<AccountId> accounts, int most);

    /** What the directory calls the numbers of calls. */
    NumberNames namesOf(List<FoundCall> calls);

    /** A view and what its comment says. */
    record View(String name, String description) {}

    /**
     * A part of a view.
     *
     * @param rows as text, empty for null; times are UTC unless the column says otherwise
     */
    record Preview(View view, List<Column> columns, List<List<String>> rows) {}

    /** A column and what its comment says. */
    record Column(String name, String description, boolean isNumber) {}
}
