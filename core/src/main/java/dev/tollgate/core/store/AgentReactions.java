package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.watch.StepDown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Shows operators the postures that reactions gave to agents, and ends them. */
public final class AgentReactions {
    private static final Duration ONE_CALL = Duration.ofSeconds(20);

    private final DynamoCalls dynamo;
    private final String table;

    /** @param table that is named {@code state} */
    public AgentReactions(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The last ones, some of which may be over, in the order of the agents. */
    public List<StepDown> of(List<String> agents) throws StoreException {
        var found = new ArrayList<StepDown>();
        for (String agent : agents) {
            dynamo.itemAsItIs(table, StepDownItems.key(agent), Deadline.in(ONE_CALL))
                    .map(StepDownItems::stepDown)
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * Ends it, and forgets the denials that were counted: else the next one would begin it again.
     *
     * @return what there was, also when it was over
     */
    public Optional<StepDown> clear(String agent) throws StoreException {
        forgetDenials(agent);
        var answer = dynamo.call(
                Deadline.in(ONE_CALL),
                (client, settings) -> client.deleteItem(request -> request.tableName(table)
                        .key(StepDownItems.key(agent))
                        .returnValues(ReturnValue.ALL_OLD)
                        .overrideConfiguration(settings)));
        return answer.attributes().isEmpty()
                ? Optional.empty()
                : Optional.of(StepDownItems.stepDown(answer.attributes()));
    }

    /** At most as many as there are stretches in the longest window, and those that DynamoDB has not yet deleted. */
    private void forgetDenials(String agent) throws StoreException {
        var stretches = dynamo.call(
                Deadline.in(ONE_CALL),
                (client, settings) -> client.query(request -> request.tableName(table)
                        .keyConditionExpression("pk = :agent")
                        .expressionAttributeValues(Map.of(":agent", DynamoDenials.partition(agent)))
                        .projectionExpression("pk, sk")
                        .consistentRead(true)
                        .overrideConfiguration(settings)));
        for (Map<String, AttributeValue> key : stretches.items()) {
            dynamo.call(
                    Deadline.in(ONE_CALL),
                    (client, settings) -> client.deleteItem(
                            request -> request.tableName(table).key(key).overrideConfiguration(settings)));
        }
    }
}
