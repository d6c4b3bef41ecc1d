package dev.callvault.serve.console;

import dev.callvault.call.Account;
import dev.callvault.call.AccountId;
import dev.callvault.call.LogId;
import dev.callvault.call.TimeWindow;
import dev.callvault.content.Content;
import dev.callvault.serve.Routes;
import dev.callvault.store.Accounts;
import dev.callvault.store.reports.ErrorKinds;
import dev.callvault.store.reports.ErrorKinds.ErrorKind;
import dev.callvault.store.reports.ReportViews;
import dev.callvault.store.reports.ReportViews.Preview;
import dev.callvault.store.search.CallDetails;
import dev.callvault.store.search.CallDetails.KeptBody;
import dev.callvault.store.search.CallSearch;
import dev.callvault.store.search.FoundCall;
import dev.callvault.store.served.LogRead;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.status.AccountStatus;
import dev.callvault.store.status.Activity;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pages: each route reads what its page needs and passes it to the page's template. Safe for many threads. */
public final class Console implements Routes {
    private static final Duration CHARTED = Duration.ofDays(7);
    private static final int TREND_DAYS = 14;
    private static final int REPORT_ROWS = 200;
    private static final String TEMPLATES = "dev.callvault.serve.console.pages";

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
            Activity activity,
            ErrorKinds errors,
            ReportViews reports) {}

    /**
     * @param zone the zone of the times on the pages
     * @param fresh the successes that show that all is well
     * @param visitors tells who sent a request, once the login is accepted
     */
    public Console(
            Parts parts, ZoneId zone, Freshness fresh, InstantSource clock, Function<Context, Visitor> visitors) {
        this(parts, zone, fresh, clock, visitors, LogReads.NONE);
    }

    /** Also keeps who read which log. */
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
    }

    private void overview(Context context) {
        Instant now = clock.instant();
        List<Account> accounts = visible(context);
        Pages pages = Pages.of(context.queryParam("page"), accounts.size());
        List<AccountStatus> standing = parts.status().glance(accounts, now).stream()
                .sorted(AccountStatus.byTrouble(now, fresh))
                .toList();
        List<Overview.Panel> panels = parts.status().statuses(pages.of(ordered(accounts, standing)), now).stream()
                .map(it -> new Overview.Panel(it, now, fresh))
                .toList();
        long inTrouble = standing.stream()
                .filter(it -> !it.troubles(now, fresh).isEmpty())
                .count();
        List<AccountId> ids = accounts.stream().map(Account::id).toList();
        TimeWindow charted = TimeWindow.between(now.minus(CHARTED), now);
        Overview.Series series = Overview.Series.of(parts.activity().hours(ids, charted), charted);
        show(context, "overview", new Overview(frame(context, "Overview"), panels, series, pages, inTrouble));
    }

    private static List<Account> ordered(List<Account> accounts, List<AccountStatus> order) {
        Map<String, Account> byName = accounts.stream().collect(Collectors.toMap(Account::name, it -> it));
        return order.stream()
                .map(it -> Objects.requireNonNull(byName.get(it.account())))
                .toList();
    }

    private void calls(Context context) {
        CallForm form = CallForm.of(name -> Objects.requireNonNullElse(context.queryParam(name), ""));
        List<String> mistakes = new ArrayList<>();
        List<FoundCall> found = parts.calls().find(form.filter(ids(context), zone, mistakes));
        Optional<String> next =
                found.size() < CallForm.PAGE ? Optional.empty() : Optional.of(form.next(found.getLast()));
        show(context, "calls", new FoundCalls(frame(context, "Calls"), form, mistakes, found, next));
    }

    private void call(Context context) throws IOException {
        CallDetails details =
                parts.calls().details(account(context), log(context)).orElseThrow(Console::notFound);
        boolean isShown = details.body().filter(KeptBody::isText).isPresent();
        BodyLines lines = isShown ? lines(context) : BodyLines.NONE;
        String title = "Call " + details.found().call().logId();
        Optional<String> next = lines.next().map(it -> CallPage.path(details.found()) + partOf(it));
        show(context, "call", new CallPage(frame(context, title), details, lines.shown(), next));
    }

    private BodyLines lines(Context context) throws IOException {
        Optional<Content> log = parts.calls().body(account(context), log(context));
        log.ifPresent(it -> keepRead(context, LogRead.Way.CONSOLE));
        return log.isPresent() ? BodyLines.of(log.get(), place(context)) : BodyLines.NONE;
    }

    /** The part that the address asks for; the first if it is not understood. */
    private static BodyLines.Place place(Context context) {
        String from = Objects.requireNonNullElse(context.queryParam("from"), "");
        String line = Objects.requireNonNullElse(context.queryParam("line"), "");
        return from.matches("[0-9]{1,10}") && line.matches("[1-9][0-9]{0,8}")
                ? new BodyLines.Place(Long.parseLong(from), Integer.parseInt(line))
                : BodyLines.Place.START;
    }

    private static String partOf(BodyLines.Place place) {
        return "?from=" + place.from() + "&line=" + place.line() + "#lines";
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
        CoverageReader reader = new CoverageReader(parts.activity(), zone, clock.instant());
        List<Account> accounts = visible(context);
        CoveragePage.Choice choice = CoveragePage.Choice.of(
                accounts.stream().map(Account::name).toList(),
                Objects.requireNonNullElse(context.queryParam("account"), ""));
        List<CoveragePage.OfAccount> shown = accounts.stream()
                .filter(it -> choice.isShown(it.name()))
                .map(reader::read)
                .toList();
        show(context, "coverage", new CoveragePage(frame(context, "Coverage"), shown, choice));
    }

    private void errors(Context context) {
        Instant since = clock.instant().minus(Duration.ofDays(TREND_DAYS - 1L));
        List<ErrorKind> kinds = parts.errors().of(ids(context), startOfDay(since));
        show(context, "errors", new ErrorsPage(frame(context, "Errors"), kinds, TREND_DAYS));
    }

    private void report(Context context) {
        Preview preview = parts.reports()
                .preview(context.pathParam("view"), ids(context), REPORT_ROWS)
                .orElseThrow(() -> new NotFoundResponse("There is no such report."));
        reports(context, Optional.of(preview));
    }

    private void reports(Context context, Optional<Preview> chosen) {
        String title = chosen.map(it -> it.view().name()).orElse("Reports");
        show(
                context,
                "reports",
                new ReportsPage(frame(context, title), parts.reports().all(), chosen, REPORT_ROWS));
    }

    private Instant startOfDay(Instant instant) {
        return instant.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }

    private List<Account> visible(Context context) {
        return visitor(context).of(parts.accounts().all());
    }

    private List<AccountId> ids(Context context) {
        return visible(context).stream().map(Account::id).toList();
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
        String section = "/" + context.path().substring(1).replaceFirst("/.*", "");
        return new Frame(title, section, visitor(context).name(), clock.instant(), zone);
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
