package dev.tollgate.cli;

import dev.tollgate.core.agent.KeyToken;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where the API is, and with whose key it is used: named by the environment, else by the local stack that runs here. */
final class ApiAccess {
    static final String URL = "TOLLGATE_URL";

    private final Surroundings surroundings;
    private final CommandSpec spec;

    ApiAccess(Surroundings surroundings, CommandSpec spec) {
        this.surroundings = surroundings;
        this.spec = spec;
    }

    /**
     * @param url what the command line says
     * @param keyName the variable that has the key
     * @param noKey what to say when there is none
     * @throws ParameterException when nothing says where it is, or as whom to use it
     */
    ApiClient open(Optional<URI> url, String keyName, String noKey) throws IOException {
        Map<String, String> environment = surroundings.environment();
        boolean isElsewhere = url.isPresent() || environment.containsKey(URL);
        // The local stack's key is never sent anywhere else.
        Map<String, String> local = isElsewhere
                ? Map.of()
                : LocalSettings.of(surroundings.directory()).orElse(Map.of());
        URI where = url.or(() -> named(URL, environment, local).map(URI::create))
                .orElseThrow(() ->
                        missing("where is the API? Start the local stack here ('make run'), or give --url or $" + URL));
        String key = named(keyName, environment, local).orElseThrow(() -> missing(noKey));
        if (KeyToken.parse(key).isEmpty()) {
            throw missing("$" + keyName + " is no key (expected tg_<keyId>_<secret>)");
        }
        return new ApiClient(where, key);
    }

    private static Optional<String> named(String name, Map<String, String> environment, Map<String, String> local) {
        return Optional.ofNullable(environment.get(name)).or(() -> Optional.ofNullable(local.get(name)));
    }

    private ParameterException missing(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
