package dev.callvault.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The simulator's connections, and how they end against the rules. Safe for many threads. */
final class Connections {
    private final Server server;
    private ServerConnector connector;

    /** Of a server that has not started, which then listens there. */
    Connections(Server server, String host, int port) {
        this.server = server;
        this.connector = listenLater(host, port);
    }

    /** The simulated provider's clock is its own, so the server must not write the date. */
    private ServerConnector listenLater(String host, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendDateHeader(false);
        http.setSendServerVersion(false);
        ServerConnector later = new ServerConnector(server, new HttpConnectionFactory(http));
        later.setHost(host);
        later.setPort(port);
        server.addConnector(later);
        return later;
    }

    /** The port it listens on, once the server has started. */
    synchronized int port() {
        return connector.getLocalPort();
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
        }
        connector.getConnectedEndPoints().forEach(EndPoint::close);
        return true;
    }

    /**
     * Listens again, on the port where it did. By a new connector: a thread that accepted for the old one may outlast its
     * stop, and, being interrupted, would close the port that the same connector opened anew.
     */
    synchronized void accept() {
        if (connector.isOpen()) {
            return;
        }
        try {
            connector.stop();
            server.removeConnector(connector);
            connector = listenLater(connector.getHost(), connector.getPort());
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
