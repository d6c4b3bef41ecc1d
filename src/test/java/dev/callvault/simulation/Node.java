package dev.callvault.simulation;

import dev.callvault.store.StoreFailure;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.SplittableRandom;

/**
 * A process that may be killed before or after any of its calls to a port, and whose database may be away. Once it is
 * killed, no call has any effect any more: what unwinds then is not what a dead process would do.
 */
final class Node {
    private final Weather weather;
    private final VirtualTime time;
    private final SplittableRandom random;
    private long callsToLive;
    private volatile boolean isDead;

    Node(Weather weather, VirtualTime time, SplittableRandom random, long callsToLive) {
        this.weather = weather;
        this.time = time;
        this.random = random;
        this.callsToLive = callsToLive;
    }

    boolean isDead() {
        return isDead;
    }

    /** A port as this process sees it. */
    <T> T port(Class<T> type, T real, boolean isStore) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(real, method, arguments, isStore)));
    }

    private Object call(Object real, Method method, Object[] arguments, boolean isStore) throws Throwable {
        dieBefore(method);
        boolean isBroken = isStore && isDatabaseBroken();
        boolean isBrokenBefore = isBroken && coin();
        if (isBrokenBefore) {
            throw away(method);
        }
        Object answer = invoke(real, method, arguments);
        dieAfter(method);
        if (isBroken && !method.getName().equals("alone")) {
            throw away(method);
        }
        return answer;
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private synchronized void dieBefore(Method method) {
        if (isDead) {
            throw new Crash("before, and still dead");
        }
        if (callsToLive == 1 && coin()) {
            die("before " + method.getName());
        }
    }

    private synchronized void dieAfter(Method method) {
        if (isDead) {
            throw new Crash("meanwhile");
        }
        if (--callsToLive <= 0) {
            die("after " + method.getName());
        }
    }

    private void die(String where) {
        isDead = true;
        throw new Crash(where);
    }

    private synchronized boolean coin() {
        return random.nextBoolean();
    }

    /** Away altogether, or each statement with a chance; it may have been done all the same. */
    private synchronized boolean isDatabaseBroken() {
        return weather.on(Trouble.DATABASE_DOWN, time.instant()).isPresent()
                || weather.on(Trouble.DATABASE_FLAKY, time.instant())
                        .filter(it -> random.nextInt(100) < it.amount())
                        .isPresent();
    }

    private static StoreFailure away(Method method) {
        return new StoreFailure("could not " + method.getName(), "Wait.", new IllegalStateException("away"));
    }
}
