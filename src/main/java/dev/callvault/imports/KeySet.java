package dev.callvault.imports;

/**
 * Numbers that were seen before, in little memory: up to a million and a half. Then it forgets nothing, but learns nothing
 * either.
 */
final class KeySet {
    private static final int MOST = 1 << 21;

    private long[] slots = new long[1 << 10];
    private int size;

    /** Whether the key is new. Zero stands for no key, and always is. */
    boolean add(long key) {
        if (key == 0) {
            return true;
        }
        if (2 * size >= slots.length && slots.length < MOST) {
            grow();
        }
        int slot = slot(key);
        if (slots[slot] == key) {
            return false;
        }
        if (4L * size < 3L * slots.length) {
            slots[slot] = key;
            size++;
        }
        return true;
    }

    boolean contains(long key) {
        return key != 0 && slots[slot(key)] == key;
    }

    private int slot(long key) {
        int slot = Long.hashCode(key * 0x9E3779B97F4A7C15L) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long key : old) {
            if (key != 0) {
                slots[slot(key)] = key;
            }
        }
    }
}
