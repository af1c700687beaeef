package dev.tollgate.cli;

import dev.tollgate.core.agent.KeyToken;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a journal is handed in, and with which key: named by the environment, else by the local stack that runs here. */
final class JournalOptions {
    private static final String URL = "TOLLGATE_URL";
    private static final String KEY = "TOLLGATE_ENFORCER_KEY";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the API is. Default: $" + URL + ", else the local stack of this directory. The key to "
                    + "hand it in with is taken from $" + KEY + ", else from .tollgate/local.env with the local stack.")
    private Optional<URI> url;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private final Surroundings surroundings;

    JournalOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** @throws ParameterException when nothing says where, or with which key */
    JournalClient open() throws IOException {
        Map<String, String> environment = surroundings.environment();
        boolean isElsewhere = url.isPresent() || environment.containsKey(URL);
        // The local stack's key is never sent anywhere else.
        Map<String, String> local = isElsewhere
                ? Map.of()
                : LocalSettings.of(surroundings.directory()).orElse(Map.of());
        URI where = url.or(() -> named(URL, environment, local).map(URI::create))
                .orElseThrow(() -> missing(
                        "where is the API? Start the local stack here ('make run'), or give --url " + "or $" + URL));
        String key = named(KEY, environment, local)
                .orElseThrow(() -> missing("who hands it in? Put the key of an enforcer or of the agent into $" + KEY));
        if (KeyToken.parse(key).isEmpty()) {
            throw missing("$" + KEY + " is no key (expected tg_<keyId>_<secret>)");
        }
        return new JournalClient(where, key);
    }

    private static Optional<String> named(String name, Map<String, String> environment, Map<String, String> local) {
        return Optional.ofNullable(environment.get(name)).or(() -> Optional.ofNullable(local.get(name)));
    }

    private ParameterException missing(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
