package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Calls DynamoDB within a deadline, with a bounded number of tries. */
public final class DynamoCalls {
    private static final Duration CONNECT = Duration.ofMillis(300);
    private static final Duration ONE_TRY = Duration.ofMillis(600);
    private static final int TRIES = 3;

    private final DynamoDbClient client;
    private final Duration oneTry;

    /** For a function, which has to answer soon. */
    public DynamoCalls(DynamoDbClient client) {
        this(client, ONE_TRY);
    }

    /** @param oneTry how long one try may take; the deadline may cut it shorter */
    public DynamoCalls(DynamoDbClient client, Duration oneTry) {
        this.client = client;
        this.oneTry = oneTry;
    }

    /** @param endpoint where DynamoDB is, when it is not where the SDK finds it */
    public static DynamoDbClient client(Optional<URI> endpoint) {
        var builder = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create(BufferedConnection.factory(CONNECT, ONE_TRY)))
                .overrideConfiguration(settings -> settings.retryStrategy(retries -> retries.maxAttempts(TRIES)));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /**
     * Lets {@link ConditionalCheckFailedException} and {@link TransactionCanceledException} through, since they are
     * answers.
     */
    <R> R call(Deadline deadline, BiFunction<DynamoDbClient, Consumer<AwsRequestOverrideConfiguration.Builder>, R> call)
            throws StoreException {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw new StoreException("no time was left to call DynamoDB", null);
        }
        try {
            return call.apply(
                    client,
                    settings -> settings.apiCallTimeout(left)
                            .apiCallAttemptTimeout(left.compareTo(oneTry) < 0 ? left : oneTry));
        } catch (ConditionalCheckFailedException | TransactionCanceledException answer) {
            throw answer;
        } catch (SdkException failed) {
            throw new StoreException("DynamoDB did not answer: " + cause(failed), failed);
        }
    }

    /** The service's messages may quote an item; its error codes do not. */
    private static String cause(SdkException failed) {
        return failed instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? refused.awsErrorDetails().errorCode()
                : failed.getClass().getSimpleName() + ": " + failed.getMessage();
    }

    Optional<Map<String, AttributeValue>> item(String table, Map<String, AttributeValue> key, Deadline deadline)
            throws StoreException {
        var answer = call(
                deadline,
                (client, settings) -> client.getItem(
                        request -> request.tableName(table).key(key).overrideConfiguration(settings)));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }
}
