package dev.tollgate.tests.stage;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Where the API that is tested runs: somewhere else, or on this machine in a stack of our own. */
public sealed interface Stage extends AutoCloseable permits Stage.Elsewhere, LocalStage {
    /** Has role {@code reader}, purpose {@code testing} and owner {@code dora}. */
    String AGENT = "e2e-bot";

    URI url();

    String agentKey();

    /** For every subject and the servers {@code docs}, {@code meter} and {@code vault}. */
    String enforcerKey();

    default Http anonymous() {
        return Http.to(url());
    }

    default Http agent() {
        return anonymous().withKey(agentKey());
    }

    default Http enforcer() {
        return anonymous().withKey(enforcerKey());
    }

    /** For tests that change the registry, read the tables or end processes. */
    default LocalStage local() {
        Assumptions.assumeTrue(this instanceof LocalStage, "needs a stack of its own on this machine");
        return (LocalStage) this;
    }

    @Override
    void close();

    /** A stage that somebody else keeps up; its bundle and identities must be there. */
    record Elsewhere(URI url, String agentKey, String enforcerKey) implements Stage {

        static boolean isGiven(Map<String, String> environment) {
            return environment.containsKey("TOLLGATE_URL");
        }

        static Elsewhere of(Map<String, String> environment) {
            return new Elsewhere(
                    URI.create(environment.get("TOLLGATE_URL")),
                    needed(environment, "TOLLGATE_AGENT_KEY"),
                    needed(environment, "TOLLGATE_ENFORCER_KEY"));
        }

        private static String needed(Map<String, String> environment, String name) {
            String value = environment.get(name);
            if (value == null) {
                throw new IllegalStateException("with TOLLGATE_URL, " + name + " is needed too");
            }
            return value;
        }

        @Override
        public void close() {
            // It was there before, and stays.
        }
    }
}
