package dev.tollgate.tests.stage;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Holder;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.core.store.RegistryAdministration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A stage whose tables can be reached too, so that a test can let agents in and see what was recorded. */
public sealed interface AdministeredStage extends Stage permits LocalStage, Stage.WithTables {
    int AGENT_LETTERS = 12;

    RegistryAdministration administration();

    AuditTable audit();

    /** The tables themselves, not as a function sees them. */
    DynamoDbClient tables();

    String tableName(String logicalId);

    /** Whom nobody has asked about yet, so that no cache and no limit knows it, also where tests ran before. */
    default NewAgent newAgent(String... roles) throws StoreException, AdministrationException {
        return newAgentOf("dora", roles);
    }

    /** The same with an owner, for limits that an owner's agents share. */
    default NewAgent newAgentOf(String owner, String... roles) throws StoreException, AdministrationException {
        // All of the same length, so that columns of what commands print are too.
        String id = "agent-" + UUID.randomUUID().toString().replace("-", "").substring(0, AGENT_LETTERS);
        KeyToken key = administration().createAgent(id, "testing", owner, List.of(roles));
        return new NewAgent(id, key.text());
    }

    default String newKey(AccessKey.Role role, List<String> agents, List<String> servers)
            throws StoreException, AdministrationException {
        return administration()
                .createKey(new KeyGrant(role, agents, servers, Optional.empty()))
                .text();
    }

    /** Somebody who may read every record. */
    default Http auditor() throws StoreException, AdministrationException {
        return anonymous().withKey(newKey(AccessKey.Role.AUDITOR, List.of("*"), List.of("*")));
    }

    /** Somebody who approves. */
    default String newApprover(String subject, List<String> agents) throws StoreException, AdministrationException {
        int colon = subject.indexOf(':');
        var holder = new Holder(subject.substring(0, colon), subject.substring(colon + 1), List.of());
        return administration()
                .createKey(new KeyGrant(AccessKey.Role.APPROVER, agents, List.of("*"), Optional.empty(), holder))
                .text();
    }

    record NewAgent(String id, String key) {}
}
