package dev.tollgate.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where an auditor reads, and as whom. */
final class AuditorOptions {
    private static final String KEY = "TOLLGATE_AUDITOR_KEY";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the API is. Default: $" + ApiAccess.URL + ", else the local stack of this directory. "
                    + "The key is taken from $" + KEY + ", else from .tollgate/local.env with the local stack.")
    private Optional<URI> url;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private final Surroundings surroundings;

    AuditorOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @throws ParameterException when nothing says where to read, or as whom */
    AuditorClient open() throws IOException {
        return new AuditorClient(
                new ApiAccess(surroundings, spec).open(url, KEY, "who reads? Put an auditor's key into $" + KEY));
    }
}
