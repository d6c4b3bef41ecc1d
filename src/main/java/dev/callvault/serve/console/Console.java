package dev.callvault.serve.console;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.serve.Routes;
import dev.callvault.store.Accounts;
import dev.callvault.store.NumberStore;
import dev.callvault.store.forget.DeletionStore;
import dev.callvault.store.forget.ForgottenRecords;
import dev.callvault.store.forget.KeepStore;
import dev.callvault.store.reports.ErrorKinds;
import dev.callvault.store.reports.ErrorKinds.ErrorKind;
import dev.callvault.store.reports.NumberNames;
import dev.callvault.store.reports.ReportViews;
import dev.callvault.store.reports.ReportViews.Preview;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.CallDetails.KeptBody;
import dev.callvault.store.search.CallFilter;
import dev.callvault.store.search.CallSearch;
import dev.callvault.store.search.FoundPage;
import dev.callvault.store.search.Neighbours;
import dev.callvault.store.served.LogRead;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Activity;
import dev.callvault.store.status.Activity.Hour;
import dev.callvault.store.status.Freshness;
import dev.callvault.store.status.StatusStore;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pages: each route reads what its page needs and passes it to the page's template. Safe for many threads. */
public final class Console implements Routes {
    private static final Duration CHARTED = Duration.ofDays(7);
    private static final int TREND_DAYS = 14;
    private static final int REPORT_ROWS = 200;
    private static final String TEMPLATES = "dev.callvault.serve.console.pages";

    private static final String VISIBLE = "accounts";

    private final Parts parts;
    private final ZoneId zone;
    private final Freshness fresh;
    private final InstantSource clock;
    private final Function<Context, Visitor> visitors;
    private final LogReads reads;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html, null, TEMPLATES);

    /** The stores that the pages read. */
    public record Parts(
            Accounts accounts,
            StatusStore status,
            CallSearch calls,
            NumberStore numbers,
            Activity activity,
            ErrorKinds errors,
            ReportViews reports,
            Keeping keeping) {}

    /** The stores of the page about keeping. */
    public record Keeping(DeletionStore holds, KeepStore keep, ForgottenRecords forgotten) {}

    /**
     * @param zone the zone of the times on the pages
     * @param fresh the successes that show that all is well
     * @param visitors tells who sent a request, once the login is accepted
     * @param reads keeps who read which log
     */
    public Console(
            Parts parts,
            ZoneId zone,
            Freshness fresh,
            InstantSource clock,
            Function<Context, Visitor> visitors,
            LogReads reads) {
        this.parts = parts;
        this.zone = zone;
        this.fresh = fresh;
        this.clock = clock;
        this.visitors = visitors;
        this.reads = reads;
    }

    /** Adds the pages and the files that they load. */
    @Override
    public void addTo(RoutesConfig routes) {
        Assets.addTo(routes);
        routes.get("/", this::overview);
        routes.get("/calls", this::calls);
        routes.get("/calls/{account}/{log}", this::call);
        routes.get("/calls/{account}/{log}/log", this::download);
        routes.get("/coverage", this::coverage);
        routes.get("/errors", this::errors);
        routes.get("/reports", context -> reports(context, Optional.empty()));
        routes.get("/reports/{view}", this::report);
        routes.get("/keeping", this::keeping);
        for (int status : FailurePage.STATUSES) {
            var unused = routes.error(status, this::failure);
        }
    }

    private void overview(Context context) {
        Instant now = clock.instant();
        AccountChoice choice = choice(context);
        List<AccountStatus> all = standing(context, now);
        List<AccountStatus> standing =
                all.stream().filter(it -> choice.isShown(it.account())).toList();
        List<Account> accounts = ordered(visible(context), standing);
        Pages pages = Pages.of(context.queryParam("page"), accounts.size());
        TimeWindow charted = TimeWindow.between(now.minus(CHARTED), now);
        long inTrouble = standing.stream()
                .filter(it -> !it.troubles(now, fresh).isEmpty())
                .count();
        Overview.Series series = Overview.Series.of(parts.activity().hours(idsOf(accounts), charted), charted);
        Frame frame = frame(context, "Overview", all);
        List<Overview.Panel> panels = panels(pages.of(accounts), now, charted, choice.isMixed());
        show(context, "overview", new Overview(frame, panels, series, pages, inTrouble, choice));
    }

    /** @param areSeveral whether each account has a picture of its own, beside the one of all */
    private List<Overview.Panel> panels(List<Account> accounts, Instant now, TimeWindow charted, boolean areSeveral) {
        Map<AccountId, List<Hour>> hours =
                areSeveral ? parts.activity().hoursOfEach(idsOf(accounts), charted) : Map.of();
        List<AccountStatus> statuses = parts.status().statuses(accounts, now);
        return IntStream.range(0, accounts.size())
                .mapToObj(it -> {
                    List<Hour> own = hours.getOrDefault(accounts.get(it).id(), List.of());
                    return new Overview.Panel(
                            statuses.get(it),
                            now,
                            fresh,
                            areSeveral ? Optional.of(Overview.Series.of(own, charted)) : Optional.empty());
                })
                .toList();
    }

    /** The visible accounts from the small tables, those in trouble first. */
    private List<AccountStatus> standing(Context context, Instant now) {
        return parts.status().glance(visible(context), now).stream()
                .sorted(AccountStatus.byTrouble(now, fresh))
                .toList();
    }

    private AccountChoice choice(Context context) {
        return AccountChoice.of(visible(context).stream().map(Account::name).toList(), parameter(context, "account"));
    }

    private static String parameter(Context context, String name) {
        return Objects.requireNonNullElse(context.queryParam(name), "");
    }

    private static List<AccountId> idsOf(List<Account> accounts) {
        return accounts.stream().map(Account::id).toList();
    }

    /** The ids of the accounts that the page shows. */
    private List<AccountId> shown(Context context, AccountChoice choice) {
        return idsOf(visible(context).stream()
                .filter(it -> choice.isShown(it.name()))
                .toList());
    }

    private static List<Account> ordered(List<Account> accounts, List<AccountStatus> order) {
        Map<String, Account> byName = accounts.stream().collect(Collectors.toMap(Account::name, it -> it));
        return order.stream()
                .map(it -> Objects.requireNonNull(byName.get(it.account())))
                .toList();
    }

    private void calls(Context context) {
        CallForm form = CallForm.of(name -> parameter(context, name));
        List<String> mistakes = new ArrayList<>();
        CallFilter filter = form.filter(visible(context), zone, mistakes);
        FoundPage found = parts.calls().find(filter);
        show(
                context,
                "calls",
                new FoundCalls(
                        frame(context, "Calls"),
                        form,
                        mistakes,
                        notes(filter),
                        found,
                        total(form, filter, found),
                        choice(context),
                        parts.reports().namesOf(found.calls())));
    }

    /** What a person should know about the search. */
    private List<String> notes(CallFilter filter) {
        List<String> notes = new ArrayList<>();
        ShownNumber.sentence(parts.calls().readings(filter)).ifPresent(notes::add);
        if (filter.number().isPresent() && parts.numbers().unread(1) > 0) {
            notes.add("The numbers of some older calls are still to be read, so calls may be missing here.");
        }
        return notes;
    }

    /** How many calls match in all; a first page that is not full has them all. */
    private OptionalLong total(CallForm form, CallFilter filter, FoundPage found) {
        if (found.isCut()) {
            return OptionalLong.empty();
        }
        return form.before().isEmpty() && found.calls().size() < filter.page().most()
                ? OptionalLong.of(found.calls().size())
                : parts.calls().count(filter, FoundCalls.MOST_COUNTED);
    }

    private void call(Context context) throws IOException {
        CallDetails details =
                parts.calls().details(account(context), log(context)).orElseThrow(Console::notFound);
        boolean isShown = details.body().filter(KeptBody::isText).isPresent();
        BodyLines lines = isShown ? lines(context) : BodyLines.NONE;
        LogMatches matches = isShown ? matches(context) : LogMatches.NONE;
        String title = "Call " + details.found().call().logId();
        Optional<String> next =
                lines.next().map(it -> CallPage.path(details.found()) + CallPage.partOf(it, matches.wanted()));
        Neighbours neighbours = parts.calls().neighbours(details.found());
        NumberNames names = parts.reports().namesOf(List.of(details.found()));
        show(
                context,
                "call",
                new CallPage(frame(context, title), details, lines.shown(), next, matches, neighbours, names));
    }

    private BodyLines lines(Context context) throws IOException {
        Optional<Content> log = parts.calls().body(account(context), log(context));
        log.ifPresent(it -> keepRead(context, LogRead.Way.CONSOLE));
        return log.isPresent() ? BodyLines.of(log.get(), place(context)) : BodyLines.NONE;
    }

    /** Reads the whole log once: the parts to which its matches lead only mark them. */
    private LogMatches matches(Context context) throws IOException {
        String wanted = parameter(context, "find");
        if (context.queryParam("from") != null) {
            return LogMatches.marking(wanted);
        }
        Optional<Content> log =
                wanted.isEmpty() ? Optional.empty() : parts.calls().body(account(context), log(context));
        return log.isPresent() ? LogMatches.of(log.get(), wanted) : LogMatches.NONE;
    }

    /** The part that the address asks for; the first if it is not understood. */
    private static BodyLines.Place place(Context context) {
        String from = Objects.requireNonNullElse(context.queryParam("from"), "");
        String line = Objects.requireNonNullElse(context.queryParam("line"), "");
        return from.matches("[0-9]{1,10}") && line.matches("[1-9][0-9]{0,8}")
                ? new BodyLines.Place(Long.parseLong(from), Integer.parseInt(line))
                : BodyLines.Place.START;
    }

    /**
     * Sends the log as it is read. Its length is announced, so that a download which ends early is not taken for the whole
     * log.
     */
    private void download(Context context) throws IOException {
        Content body = parts.calls().body(account(context), log(context)).orElseThrow(Console::notFound);
        keepRead(context, LogRead.Way.DOWNLOAD);
        headers(context);
        context.contentType("application/octet-stream");
        context.header("Content-Disposition", "attachment; filename=\"call-" + log(context) + ".log\"");
        context.res().setContentLengthLong(body.length());
        try (InputStream bytes = body.open()) {
            bytes.transferTo(context.res().getOutputStream());
        }
    }

    private void keepRead(Context context, LogRead.Way way) {
        reads.keep(List.of(new LogRead(clock.instant(), visitor(context).name(), way, account(context), log(context))));
    }

    private void coverage(Context context) {
        Instant now = clock.instant();
        LocalDate until =
                CoveragePage.until(parameter(context, "until"), now.atZone(zone).toLocalDate());
        CoverageReader reader = new CoverageReader(parts.activity(), zone, now, until);
        AccountChoice choice = choice(context).orFirst();
        List<CoveragePage.OfAccount> shown = visible(context).stream()
                .filter(it -> choice.isShown(it.name()))
                .map(reader::read)
                .toList();
        show(context, "coverage", new CoveragePage(frame(context, "Coverage"), shown, choice, until));
    }

    private void errors(Context context) {
        Instant since = clock.instant().minus(Duration.ofDays(TREND_DAYS - 1L));
        AccountChoice choice = choice(context);
        List<ErrorKind> kinds = parts.errors().of(shown(context, choice), startOfDay(since));
        show(context, "errors", new ErrorsPage(frame(context, "Errors"), kinds, TREND_DAYS, choice));
    }

    private void keeping(Context context) {
        Keeping keeping = parts.keeping();
        show(
                context,
                "keeping",
                new KeepingPage(
                        frame(context, "Keeping"),
                        keeping.keep().read(),
                        visitor(context).seesAll() ? Optional.of(keeping.holds().holds()) : Optional.empty(),
                        keeping.forgotten().of(ids(context))));
    }

    /** Browsers get a page; nothing is read for it, since the database may be the cause. */
    private void failure(Context context) {
        Optional<String> sentence = FailurePage.sentence(context);
        if (sentence.isPresent() && FailurePage.isForBrowser(context)) {
            String title = FailurePage.title(context.statusCode());
            Frame frame = new Frame(title, "", "", clock.instant(), zone, List.of());
            show(context, "failure", new FailurePage(frame, sentence.get()));
        } else {
            sentence.ifPresent(it -> context.result(it + "\n"));
        }
    }

    private void report(Context context) {
        Preview preview = parts.reports()
                .preview(context.pathParam("view"), shown(context, choice(context)), REPORT_ROWS)
                .orElseThrow(() -> new NotFoundResponse("There is no such report."));
        reports(context, Optional.of(preview));
    }

    private void reports(Context context, Optional<Preview> chosen) {
        String title = chosen.map(it -> it.view().name()).orElse("Reports");
        show(
                context,
                "reports",
                new ReportsPage(frame(context, title), parts.reports().all(), chosen, REPORT_ROWS, choice(context)));
    }

    private Instant startOfDay(Instant instant) {
        return instant.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    /** The same for all parts of a page. */
    private List<Account> visible(Context context) {
        @Nullable List<Account> known = context.attribute(VISIBLE);
        if (known == null) {
            known = visitor(context).of(parts.accounts().all());
            context.attribute(VISIBLE, known);
        }
        return known;
    }

    private List<AccountId> ids(Context context) {
        return idsOf(visible(context));
    }

    /** The account in the path. One that the visitor may not see is reported as missing. */
    private AccountId account(Context context) {
        String number = context.pathParam("account");
        return ids(context).stream()
                .filter(it -> it.toString().equals(number))
                .findFirst()
                .orElseThrow(Console::notFound);
    }

    private static LogId log(Context context) {
        try {
            return new LogId(Long.parseLong(context.pathParam("log")));
        } catch (IllegalArgumentException odd) {
            throw notFound();
        }
    }

    private static NotFoundResponse notFound() {
        return new NotFoundResponse("There is no such call.");
    }

    private Visitor visitor(Context context) {
        return visitors.apply(context);
    }

    private Frame frame(Context context, String title) {
        return frame(context, title, standing(context, clock.instant()));
    }

    private Frame frame(Context context, String title, List<AccountStatus> standing) {
        String section = "/" + context.path().substring(1).replaceFirst("/.*", "");
        Instant now = clock.instant();
        List<Banner> banners = Banner.of(standing, now, fresh);
        return new Frame(title, section, visitor(context).name(), now, zone, banners);
    }

    private void show(Context context, String template, Object page) {
        StringOutput html = new StringOutput();
        templates.render(template + ".jte", page, html);
        headers(context);
        context.contentType("text/html; charset=utf-8");
        context.result(html.toString());
    }

    /** Whatever a log contains, the browser loads and runs only the console's own files. */
    private static void headers(Context context) {
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cache-Control", "no-store");
    }
}
