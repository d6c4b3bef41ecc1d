package dev.callvault.serve;

import dev.callvault.call.Account;
import dev.callvault.call.LogId;
import dev.callvault.store.Accounts;
import dev.callvault.store.StoreFailure;
import dev.callvault.store.served.LogRead;
import dev.callvault.store.served.LogReads;
import dev.callvault.store.served.ServedLogs;
import dev.callvault.wire.ListParameters;
import dev.callvault.wire.WireFormat;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The provider's four services under {@code /ws/calls}, answered from the archive: with the same paths, parameters, checks,
 * formats and orders, but without the limits of age.
 */
public final class ProviderServices implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderServices.class);
    private static final String PATHS = "/ws/*";
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.OPTIONS);

    private final Access access;
    private final ServiceResponses answers;
    private final LogReads reads;
    private final InstantSource clock;

    /** @param reads keeps who read which log */
    public ProviderServices(Logins logins, Accounts accounts, ServedLogs logs, LogReads reads, InstantSource clock) {
        this.access = new Access(logins, accounts);
        this.answers = new ServiceResponses(logs);
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        METHODS.forEach(it -> routes.addHttpHandler(it, PATHS, this::handle));
    }

    /** Whether a path is one of the services', so that even its refusals have their form. */
    static boolean isUnder(String path) {
        return path.equals("/ws") || path.startsWith("/ws/");
    }

    private void handle(Context context) throws IOException {
        WireFormat format = WireFormat.accepted(Objects.requireNonNullElse(context.header("Accept"), ""));
        context.header(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
        context.contentType(format.mediaType());
        Optional<ServicePath> path = ServicePath.of(context.path());
        try {
            answer(context, path, format);
        } catch (ListParameters.Refused refused) {
            fail(context, path, format, 400, String.valueOf(refused.getMessage()));
        } catch (TooManyGuesses many) {
            context.header("Retry-After", TooManyGuesses.RETRY_AFTER);
            fail(context, path, format, 429, String.valueOf(many.getMessage()));
        } catch (StoreFailure away) {
            LOG.warn("{} cannot be answered: {}", context.path(), away.getMessage());
            if (context.res().isCommitted()) {
                return; // what is missing makes the response unreadable, so that nobody takes it for the whole log
            }
            context.res().resetBuffer();
            context.header("Retry-After", "30");
            fail(context, path, format, 503, "The archive cannot be read at the moment; try again later");
        }
    }

    private void answer(Context context, Optional<ServicePath> path, WireFormat format) throws IOException {
        Optional<Account> account = access.account(context);
        if (account.isEmpty()) {
            var unused = Challenge.in(context);
            String what = path.map(ServicePath::name).orElse("this service");
            fail(context, path, format, 401, "Unauthorized access to " + what);
        } else if (path.isEmpty()) {
            fail(context, path, format, 404, "Not found");
        } else if (!context.method().equals(HandlerType.GET)) {
            context.header("Allow", "GET");
            fail(context, path, format, 405, "Method not allowed");
        } else {
            Optional<ServiceResponses.Answer> answer =
                    answers.of(account.get().id(), path.get(), context.queryString(), format.writer());
            if (answer.isPresent()) {
                path.get().log().ifPresent(it -> keepRead(context, account.get(), it));
                answer.get().writeTo(context.outputStream());
            } else {
                fail(context, path, format, 404, path.get().isLog() ? "Log not found" : "Not found");
            }
        }
    }

    private void keepRead(Context context, Account account, LogId logId) {
        reads.keep(List.of(new LogRead(clock.instant(), access.user(context), LogRead.Way.WS, account.id(), logId)));
    }

    private static void fail(Context context, Optional<ServicePath> path, WireFormat format, int status, String message)
            throws IOException {
        context.status(status);
        format.writer()
                .failure(context.outputStream(), path.map(ServicePath::service).orElse("result"), message);
    }
}
