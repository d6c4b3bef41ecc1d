package dev.callvault.number;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The most recent readings. Safe for many threads; reads outside its lock, so that a spelling may be read twice. */
final class Recent {
    static final int CAPACITY = 8192;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, ReadNumber> readings = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ReadNumber> eldest) {
            return size() > CAPACITY;
        }
    };

    ReadNumber get(String region, String spelling, Function<String, ReadNumber> reading) {
        Key key = new Key(region, spelling);
        lock.lock();
        try {
            ReadNumber known = readings.get(key);
            if (known != null) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        ReadNumber read = reading.apply(spelling);
        lock.lock();
        try {
            readings.put(key, read);
        } finally {
            lock.unlock();
        }
        return read;
    }

    int size() {
        lock.lock();
        try {
            return readings.size();
        } finally {
            lock.unlock();
        }
    }

    private record Key(String region, String spelling) {}
}
