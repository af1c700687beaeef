package dev.tollgate.cli.catalogue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an MCP server is, or how to start it. */
public sealed interface ServerAddress {

    /**
     * A command that speaks MCP on its standard input and output.
     *
     * @param environment what it finds in its environment
     */
    record Command(List<String> words, Map<String, String> environment) implements ServerAddress {
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a command has at least one word");
            }
        }

        @Override
        public Connection open() throws McpException {
            return ServerProcess.start(words, environment);
        }
    }

    /**
     * A Streamable HTTP endpoint.
     *
     * @param token the bearer token that it asks for
     */
    record Url(URI uri, Optional<String> token) implements ServerAddress {
        private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{1,8000}");

        public Url {
            boolean http = "http".equals(uri.getScheme());
            if (!http && !"https".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new IllegalArgumentException("a server's address is an http or https URL");
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException("a server's address holds no user and password");
            }
            if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
                throw new IllegalArgumentException("a token has only letters, digits and signs of ASCII");
            }
            if (http && token.isPresent() && !isOfThisMachine(uri.getHost())) {
                throw new IllegalArgumentException("a token is sent over https only, or to this machine");
            }
        }

        @Override
        public Connection open() {
            return new HttpConnection(uri, token);
        }

        private static boolean isOfThisMachine(String host) {
            return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        }

        /** Without the token. */
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    Connection open() throws IOException;
}
