package dev.callvault.store.memory;

import dev.callvault.store.BodyProofStoreContract;
import dev.callvault.store.BodyStoreContract;
import dev.callvault.store.KeepStoreContract;
import dev.callvault.store.ListingStoreContract;
import dev.callvault.store.LoginStoreContract;
import dev.callvault.store.LossStoreContract;
import dev.callvault.store.NodeStoreContract;
import dev.callvault.store.Ports;
import dev.callvault.store.ProofStoreContract;
import dev.callvault.store.RunsAndFenceContract;
import dev.callvault.store.StoredTextsContract;
import dev.callvault.store.coordination.LoginStore;
import dev.callvault.store.coordination.NodeStore;
import dev.callvault.store.forget.KeepStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The in-memory store keeps the contract, so that what a simulation shows with it also holds for PostgreSQL. */
class MemoryStoreTest {
    @Nested
    class Listings extends ListingStoreContract {
        @Override
        protected Ports fresh() {
            return new MemoryArchive().ports();
        }
    }

    @Nested
    class Losses extends LossStoreContract {
        @Override
        protected Ports fresh() {
            return new MemoryArchive().ports();
        }
    }

    @Nested
    class Bodies extends BodyStoreContract {
        @Override
        protected Ports fresh() {
            return new MemoryArchive().ports();
        }
    }

    @Nested
    class Logins extends LoginStoreContract {
        private Instant now = Instant.parse("2026-11-20T20:00:00Z");

        @Override
        protected LoginStore fresh() {
            return new MemoryLoginStore(() -> now);
        }

        @Override
        protected void pass(Duration time) {
            now = now.plus(time);
        }
    }

    @Nested
    class RunsAndFence extends RunsAndFenceContract {
        @Override
        protected Ports fresh() {
            return new MemoryArchive().ports();
        }
    }

    @Nested
    class Proofs extends ProofStoreContract {
        @Override
        protected Ports fresh() {
            return new MemoryArchive().ports();
        }
    }

    @Nested
    class Nodes extends NodeStoreContract {
        private Instant database = Instant.parse("2026-11-20T20:00:00Z");

        @Override
        protected NodeStore fresh() {
            return new MemoryNodeStore(() -> database);
        }

        @Override
        protected void pass(Duration time) {
            database = database.plus(time);
        }
    }

    @Nested
    class BodyProofs extends BodyProofStoreContract {
        @Override
        protected Ports fresh() {
            return new MemoryArchive().ports();
        }
    }

    @Nested
    class Texts extends StoredTextsContract {
        @Override
        protected Ports fresh() {
            return new MemoryArchive().ports();
        }
    }

    @Nested
    class Keep extends KeepStoreContract {
        @Override
        protected KeepStore fresh() {
            return new MemoryKeepStore(InstantSource.fixed(Instant.parse("2026-11-20T20:00:00Z")));
        }
    }
}
