package dev.tollgate.audit;

import dev.tollgate.core.http.Traces;
import dev.tollgate.core.store.HttpCollector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says where each function of this artifact leaves its spans. */
@ApplicationScoped
class TracesWiring {
    private static final Logger LOG = Logger.getLogger(TracesWiring.class);

    @Produces
    @Singleton
    Traces traces(
            @ConfigProperty(name = "tollgate.traces") Optional<String> collector,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "aws.lambda.function.name", defaultValue = "local") String function) {
        return HttpCollector.traces(collector, service, version, function, LOG::warn);
    }
}
