package dev.callvault.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/** The simulator's connections, and how they end against the rules. Safe for many threads. */
final class Connections {
    private final ServerConnector connector;

    Connections(ServerConnector connector) {
        this.connector = connector;
    }

    /**
     * Ends every connection and closes the port when the fault strikes, which is asked while nobody can make it listen
     * again: a request that lingered would close the port after that.
     *
     * @return whether it struck
     */
    synchronized boolean refuseIf(BooleanSupplier strikes) {
        if (!strikes.getAsBoolean()) {
            return false;
        }
        if (connector.isOpen()) {
            connector.setPort(connector.getLocalPort());
            connector.close();
            connector.getConnectedEndPoints().forEach(EndPoint::close);
        }
        return true;
    }

    /** Listens again, on the port where it did. */
    synchronized void accept() {
        if (connector.isOpen()) {
            return;
        }
        try {
            connector.stop();
            connector.start();
        } catch (Exception taken) {
            throw new UncheckedIOException(new IOException("the simulator does not listen again", taken));
        }
    }

    /** A lingering time of nothing makes the system send a reset in place of an orderly end. */
    static void reset(Request request) {
        EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
        try {
            ((SocketChannel) client.getTransport()).setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        client.close();
    }
}
