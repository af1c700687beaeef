package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.Traces;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Calls DynamoDB within a deadline, with a bounded number of tries. */
public final class DynamoCalls {
    private static final Duration CONNECT = Duration.ofMillis(300);
    private static final Duration ONE_TRY = Duration.ofMillis(600);
    private static final Duration LONGEST_READ = Duration.ofSeconds(2);
    private static final String KEPT_IDLE_SECONDS = "60";
    private static final int TRIES = 3;

    private final DynamoDbClient client;
    private final Duration oneTry;
    // Also in a function that is restored many times from one snapshot, each copy waits for a time of its own.
    private final RandomGenerator random = new SecureRandom();

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
        return client(endpoint, List.of());
    }

    /** Where the SDK finds DynamoDB; each call is told to the request that it is made for, if traces are collected. */
    public static DynamoDbClient client(Traces traces) {
        return client(Optional.empty(), traces.areCollected() ? List.of(new CallSpans()) : List.of());
    }

    private static DynamoDbClient client(Optional<URI> endpoint, List<ExecutionInterceptor> interceptors) {
        // DynamoDB does not say how long it keeps an idle connection; the JDK then drops it after 5 seconds, and the
        // next
        // call pays for a new one. One that turns out to be closed is opened again by the JDK itself.
        System.setProperty("http.keepAlive.time.server", KEPT_IDLE_SECONDS);
        var builder = DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create(BufferedConnection.factory(CONNECT, LONGEST_READ)))
                .overrideConfiguration(settings -> settings.executionInterceptors(interceptors)
                        .retryStrategy(retries -> retries.maxAttempts(TRIES)));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /**
     * Lets {@link ConditionalCheckFailedException} and {@link TransactionCanceledException} through, since they are
     * answers.
     */
    <R> R call(Deadline deadline, BiFunction<DynamoDbClient, Consumer<AwsRequestOverrideConfiguration.Builder>, R> call)
            throws StoreException {
        return call(deadline, oneTry, call);
    }

    /** A transaction of many items takes longer than one item: it gets all the time there is for one try. */
    <R> R callPatiently(
            Deadline deadline, BiFunction<DynamoDbClient, Consumer<AwsRequestOverrideConfiguration.Builder>, R> call)
            throws StoreException {
        return call(deadline, deadline.left(), call);
    }

    /** The SDK does not try again what meets a transaction in flight, since it cannot know how long to wait. */
    private <R> R call(
            Deadline deadline,
            Duration oneTry,
            BiFunction<DynamoDbClient, Consumer<AwsRequestOverrideConfiguration.Builder>, R> call)
            throws StoreException {
        var pauses = pauses();
        while (true) {
            try {
                return withinTime(deadline, oneTry, call);
            } catch (TransactionConflictException inTheWay) {
                pauses.pause(deadline);
            }
        }
    }

    Pauses pauses() {
        return new Pauses(random);
    }

    private <R> R withinTime(
            Deadline deadline,
            Duration oneTry,
            BiFunction<DynamoDbClient, Consumer<AwsRequestOverrideConfiguration.Builder>, R> call)
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
        } catch (ConditionalCheckFailedException | TransactionCanceledException | TransactionConflictException answer) {
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
        return item(table, key, false, deadline);
    }

    /** Puts an item, in the place of one that is there. */
    void put(String table, Map<String, AttributeValue> item, Deadline deadline) throws StoreException {
        call(
                deadline,
                (client, settings) -> client.putItem(
                        request -> request.tableName(table).item(item).overrideConfiguration(settings)));
    }

    /** With every write that was answered before this is asked. */
    Optional<Map<String, AttributeValue>> itemAsItIs(String table, Map<String, AttributeValue> key, Deadline deadline)
            throws StoreException {
        return item(table, key, true, deadline);
    }

    private Optional<Map<String, AttributeValue>> item(
            String table, Map<String, AttributeValue> key, boolean isConsistent, Deadline deadline)
            throws StoreException {
        var answer = call(
                deadline,
                (client, settings) -> client.getItem(request -> request.tableName(table)
                        .key(key)
                        .consistentRead(isConsistent)
                        .overrideConfiguration(settings)));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }
}
