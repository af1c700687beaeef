package dev.tollgate.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where an approver decides, and as whom. */
final class ApproverOptions {
    private static final String KEY = "TOLLGATE_APPROVER_KEY";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the decision API is. Default: $" + ApiAccess.URL
                    + ", else the local stack of this directory. "
                    + "The key is taken from $" + KEY + ", else from .tollgate/local.env with the local stack.")
    private Optional<URI> url;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private final Surroundings surroundings;

    ApproverOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @throws ParameterException when nothing says where to decide, or as whom */
    ApproverClient open() throws IOException {
        return new ApproverClient(new ApiAccess(surroundings, spec)
                .open(url, KEY, "whose decision is it? Put an approver's key into $" + KEY));
    }
}
