package dev.tollgate.local;

import java.net.URI;
import java.util.Map;

/** Puts into the tables what the functions need before they serve: a published bundle, identities to try with. */
@FunctionalInterface
public interface Seeding {

    /** Leaves the tables as they are. */
    Seeding NONE = (dynamoDb, tableNames) -> Map.of();

    /**
     * @param dynamoDb the endpoint of DynamoDB Local; credentials may be any
     * @param tableNames the names of the tables by their logical ids, such as {@code RegistryTable}
     * @return variables for local.env, such as {@code TOLLGATE_AGENT_KEY}
     * @throws StackException when the stack cannot start so; the message is shown
     */
    Map<String, String> seed(URI dynamoDb, Map<String, String> tableNames);
}
