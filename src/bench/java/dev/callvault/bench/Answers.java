package dev.callvault.bench;

import dev.callvault.call.CallSummary;
import dev.callvault.content.Content;
import dev.callvault.wire.WireFormat;
import dev.callvault.wire.answer.LogAnswer;
import dev.callvault.wire.answer.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The lean provider's answers. Logs are rendered beforehand; so is nothing else, since lists are few. Safe for many threads. */
final class Answers {
    private static final long MAX_BYTES_OF_LOGS = 16L << 20;
    private static final int MAX_LOGS = 1000;
    private static final DateTimeFormatter WALL_CLOCK =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("America/New_York"));

    private final World world;
    private final List<byte[]> logs;
    private final WireWriter json = WireFormat.JSON.writer();

    Answers(World world) {
        this.world = world;
        int variants = Math.clamp(MAX_BYTES_OF_LOGS / Math.max(1, world.bodyBytes()), 2, MAX_LOGS);
        this.logs = LongStream.range(0, variants).mapToObj(this::log).toList();
    }

    /** The answer to a request's target, which is one that Callvault makes. */
    byte[] to(String target) {
        String[] parts = target.split("[/?=&]", -1);
        return parts[3].equals("log") ? log(parts[4]) : list(parts);
    }

    private byte[] log(String id) {
        return logs.get((int) ((Long.parseLong(id) - world.firstId()) % logs.size()));
    }

    private byte[] log(long number) {
        byte[] text = Logs.text(world.bodyBytes(), number);
        return rendered(out -> json.log(
                out,
                new LogAnswer(
                        "16175551000",
                        "2125551000",
                        "inbound",
                        world.from().getEpochSecond(),
                        "Boston",
                        Content.of(text))));
    }

    /** Of {@code /ws/calls/logs/FROM/TO?offset=0&limit=1}. */
    private byte[] list(String[] parts) {
        long first = world.before(Long.parseLong(parts[4]));
        long end = world.before(Long.parseLong(parts[5]));
        long offset = Long.parseLong(parts[7]);
        long limit = Long.parseLong(parts[9]);
        return switch (parts[3]) {
            case "logs" -> {
                Iterator<CallSummary> page = page(first, end, offset, limit).iterator();
                yield rendered(out -> json.calls(out, end - first, page));
            }
            case "sessions" -> {
                long total = world.lines() ? end - first : 0;
                Iterator<String> page = page(first, first + total, offset, limit)
                        .map(this::session)
                        .iterator();
                yield rendered(out -> json.sessions(out, total, page));
            }
            default -> errors(first, end, offset, limit);
        };
    }

    private byte[] errors(long first, long end, long offset, long limit) {
        List<CallSummary> all = world.lines()
                ? LongStream.range(first, end)
                        .filter(it -> it % 10 == 0)
                        .mapToObj(world::call)
                        .toList()
                : List.of();
        Iterator<String> page =
                all.stream().skip(offset).limit(limit).map(this::error).iterator();
        return rendered(out -> json.errors(out, all.size(), page));
    }

    private Stream<CallSummary> page(long first, long end, long offset, long limit) {
        long from = Math.min(end, first + offset);
        return LongStream.range(from, Math.min(end, from + limit)).mapToObj(world::call);
    }

    private String session(CallSummary call) {
        long start = call.startedAt().getEpochSecond();
        return "inbound %s 23 [%s -0500] %s %s %d %d 0:01:00"
                .formatted(
                        call.src(),
                        WALL_CLOCK.format(call.startedAt()),
                        call.dest(),
                        call.sessionId().value(),
                        start,
                        start + 60);
    }

    private String error(CallSummary call) {
        return "error %s 23 [%s -0500] %s %s errno: 210 message Maximum loop count exceeded"
                .formatted(
                        call.src(),
                        WALL_CLOCK.format(call.startedAt()),
                        call.dest(),
                        call.sessionId().value());
    }

    private static byte[] rendered(Rendering rendering) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            rendering.into(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    /** Writes one answer. */
    private interface Rendering {
        void into(ByteArrayOutputStream out) throws IOException;
    }
}
