package dev.tollgate.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionFactory;

/**
 * A connection that buffers the request instead of streaming it. Before the JDK streams a POST over a connection that
 * was kept alive, it listens for a millisecond whether the other side has closed it: three quarters of a call to
 * DynamoDB went there. A buffered request needs no such probe, since the JDK can send it again.
 */
final class BufferedConnection extends HttpURLConnection {
    private final HttpURLConnection connection;
    private final int mostConnectMillis;
    private final int mostReadMillis;

    private BufferedConnection(HttpURLConnection connection, Duration mostConnect, Duration mostRead) {
        super(connection.getURL());
        this.connection = connection;
        this.mostConnectMillis = Math.toIntExact(mostConnect.toMillis());
        this.mostReadMillis = Math.toIntExact(mostRead.toMillis());
    }

    /** The SDK's client takes either timeouts or a factory; this factory brings both. */
    static UrlConnectionFactory factory(Duration mostConnect, Duration mostRead) {
        return uri -> {
            try {
                var connection = (HttpURLConnection) uri.toURL().openConnection();
                return new BufferedConnection(connection, mostConnect, mostRead);
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        };
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        // The length of what was buffered is sent anyway.
    }

    @Override
    public void setFixedLengthStreamingMode(long length) {
        // The length of what was buffered is sent anyway.
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        // The length of what was buffered is sent anyway.
    }

    @Override
    public void connect() throws IOException {
        connection.connect();
    }

    @Override
    public void disconnect() {
        connection.disconnect();
    }

    @Override
    public boolean usingProxy() {
        return connection.usingProxy();
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        connection.setRequestMethod(method);
    }

    @Override
    public String getRequestMethod() {
        return connection.getRequestMethod();
    }

    @Override
    public void setRequestProperty(String name, String value) {
        connection.setRequestProperty(name, value);
    }

    @Override
    public void addRequestProperty(String name, String value) {
        connection.addRequestProperty(name, value);
    }

    @Override
    public String getRequestProperty(String name) {
        return connection.getRequestProperty(name);
    }

    @Override
    public Map<String, List<String>> getRequestProperties() {
        return connection.getRequestProperties();
    }

    @Override
    public void setConnectTimeout(int millis) {
        connection.setConnectTimeout(Math.min(millis, mostConnectMillis));
    }

    @Override
    public void setReadTimeout(int millis) {
        connection.setReadTimeout(Math.min(millis, mostReadMillis));
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        connection.setInstanceFollowRedirects(follow);
    }

    @Override
    public void setUseCaches(boolean use) {
        connection.setUseCaches(use);
    }

    @Override
    public void setDoOutput(boolean output) {
        connection.setDoOutput(output);
    }

    @Override
    public void setDoInput(boolean input) {
        connection.setDoInput(input);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connection.getOutputStream();
    }

    @Override
    public int getResponseCode() throws IOException {
        return connection.getResponseCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return connection.getResponseMessage();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return connection.getHeaderFields();
    }

    @Override
    public String getHeaderField(String name) {
        return connection.getHeaderField(name);
    }

    @Override
    public String getHeaderField(int place) {
        return connection.getHeaderField(place);
    }

    @Override
    public String getHeaderFieldKey(int place) {
        return connection.getHeaderFieldKey(place);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connection.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return connection.getErrorStream();
    }
}
