package dev.tollgate.cli;

import dev.tollgate.core.store.Tables;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command acts: named by options, else by the environment, else the local stack that runs here. */
final class StoreOptions {
    private static final String ENDPOINT = "TOLLGATE_DYNAMODB_ENDPOINT";
    private static final String REGISTRY = "TOLLGATE_REGISTRY_TABLE";
    private static final String STATE = "TOLLGATE_STATE_TABLE";
    private static final String AUDIT = "TOLLGATE_AUDIT_TABLE";

    @Option(
            names = "--registry-table",
            paramLabel = "NAME",
            description = {
                "The table of agents, keys and bundles, in AWS with your own credentials and region: the stack's output "
                        + "RegistryTableName. Default: $" + REGISTRY + ", else the local stack of this directory "
                        + "(.tollgate/local.env)."
            })
    private Optional<String> registryTable;

    @Option(
            names = "--audit-table",
            paramLabel = "NAME",
            description = "The table of audit records: the stack's output AuditTableName. Default: $" + AUDIT + ".")
    private Optional<String> auditTable;

    @Option(
            names = "--state-table",
            paramLabel = "NAME",
            description =
                    "The table of counts and reactions: the stack's output StateTableName. Default: $" + STATE + ".")
    private Optional<String> stateTable;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where DynamoDB is, when it is not AWS's. Default: $" + ENDPOINT + ".")
    private Optional<URI> endpoint;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private final Surroundings surroundings;

    StoreOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** @throws ParameterException when nothing says where to act */
    Stores open() {
        Map<String, String> settings = settings();
        Optional<URI> where =
                endpoint.or(() -> Optional.ofNullable(settings.get(ENDPOINT)).map(URI::create));
        var tables = new Tables(
                registryTable.orElse(settings.getOrDefault(REGISTRY, "")),
                stateTable.orElse(settings.getOrDefault(STATE, "")),
                auditTable.orElse(settings.getOrDefault(AUDIT, "")));
        return new Stores(where, tables, surroundings, this::missing);
    }

    /** The local stack's settings hold only where neither options nor the environment name a table: never a mix. */
    private Map<String, String> settings() {
        Map<String, String> environment = surroundings.environment();
        boolean named = registryTable.isPresent()
                || auditTable.isPresent()
                || stateTable.isPresent()
                || environment.containsKey(REGISTRY)
                || environment.containsKey(AUDIT);
        return named ? environment : local().orElse(environment);
    }

    private Optional<Map<String, String>> local() {
        try {
            return LocalSettings.of(surroundings.directory());
        } catch (IOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), "the local stack's settings cannot be read: " + unreadable.getMessage());
        }
    }

    private RuntimeException missing(String what) {
        String option = what.equals("audit") ? "--audit-table" : "--registry-table";
        String variable = what.equals("audit") ? AUDIT : REGISTRY;
        return new ParameterException(
                spec.commandLine(),
                "where is the " + what + " table? Start the local stack here ('make run'), or give " + option + " or $"
                        + variable + " for AWS");
    }
}
