package dev.callvault.archiving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.callvault.Proof;
import dev.callvault.app.Scene;
import dev.callvault.app.TestDatabases;
import dev.callvault.app.account.Provider;
import dev.callvault.call.Page;
import dev.callvault.config.Settings;
import dev.callvault.simulator.SimulatorSettings;
import dev.callvault.source.CallSource;
import dev.callvault.source.ListQuery;
import dev.callvault.source.MemoryBudget;
import dev.callvault.source.Waiter;
import dev.callvault.source.plum.PlumClient;
import dev.callvault.store.postgres.PostgresArchive;
import dev.callvault.store.postgres.server.Database;
import dev.callvault.wire.WireFormat;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a list takes is reserved through all that stands between a run and the provider. */
class ListMemoryTest {
    private static final long ALL = 64 << 20;

    @ParameterizedTest
    @Proof
    @EnumSource
    void a_large_list_reserves_room_until_it_is_given_back(WireFormat format) {
        try (Scene scene = Scene.of(SimulatorSettings.demo(7)).with(format);
                Database database = TestDatabases.open(scene.database());
                PlumClient http = new PlumClient();
                Provider provider = provider(scene, database, http)) {
            assertReserves(scene, CallSource::listCalls, provider.source());
            assertReserves(scene, CallSource::listSessions, provider.source());
            assertReserves(scene, CallSource::listErrors, provider.source());
        }
    }

    private static Provider provider(Scene scene, Database database, PlumClient http) {
        Settings settings = scene.settings();
        return Provider.of(
                settings.accounts().getFirst(),
                settings,
                scene.clock,
                new Provider.Means(pause -> {}, Waiter.SLEEPING, http),
                new PostgresArchive(database));
    }

    private static void assertReserves(Scene scene, Listing listing, CallSource source) {
        MemoryBudget memory = new MemoryBudget(ALL);
        try (MemoryBudget.Reservation rows = memory.reserveForRows()) {
            Page<?> page = listing.of(source, ListQuery.all(scene.archived.past(Duration.ofDays(300))), rows);

            assertThat(page.rows()).hasSizeGreaterThan(1000);
            assertThat(memory.free()).isLessThan(ALL - page.rows().size() * 200L);
        }
        assertThat(memory.free()).isEqualTo(ALL);
    }

    /** One of the lists. */
    private interface Listing {
        Page<?> of(CallSource source, ListQuery query, MemoryBudget.Reservation rows);
    }
}
