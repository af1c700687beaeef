package dev.tollgate.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a journal or a log is handed in, and with which key. */
final class JournalOptions {
    private static final String KEY = "TOLLGATE_ENFORCER_KEY";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the API is. Default: $" + ApiAccess.URL
                    + ", else the local stack of this directory. The key to hand it in with is taken from $" + KEY
                    + ", else from .tollgate/local.env with the local stack.")
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
        return new JournalClient(api());
    }

    /** @throws ParameterException when nothing says where, or with which key */
    ApiClient api() throws IOException {
        return new ApiAccess(surroundings, spec)
                .open(url, KEY, "who hands it in? Put the key of an enforcer or of the agent into $" + KEY);
    }
}
