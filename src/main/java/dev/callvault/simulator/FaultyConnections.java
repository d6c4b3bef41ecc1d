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

/** The simulator's connections, and the faulty ways in which they end. Safe for many threads. */
final class FaultyConnections {
    private final Server server;
    private ServerConnector connector;

    /** For a server that has not started yet; it will listen at this address. */
    FaultyConnections(Server server, String host, int port) {
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
     * Ends every connection and closes the port if the fault applies. The check is made while nobody can make the simulator
     * listen again; otherwise a late request would close the port afterwards.
     *
     * @return whether the fault applied
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
     * Listens on the same port again, with a new connector: a thread that accepts for the old one may outlive its stop and,
     * being interrupted, would close the port if the same connector had opened it again.
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
            throw new UncheckedIOException(new IOException("the simulator cannot listen again", taken));
        }
    }

    /** With a linger time of zero, the system sends a reset instead of closing in order. */
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
