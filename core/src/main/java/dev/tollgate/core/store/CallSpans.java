package dev.tollgate.core.store;

import dev.tollgate.core.RequestMark;
import dev.tollgate.core.trace.Attribute;
import dev.tollgate.core.trace.RequestSpans;
import dev.tollgate.core.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Adds a span to the request at work for each call to DynamoDB: operation, tables, error code; no key and no value. */
final class CallSpans implements ExecutionInterceptor {
    private static final ExecutionAttribute<Begun> BEGUN = new ExecutionAttribute<>("dev.tollgate.begun");

    /** A call of a request that is traced. */
    private record Begun(RequestSpans spans, long nanos) {}

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes execution) {
        RequestMark.current()
                .flatMap(RequestMark::spans)
                .ifPresent(spans -> execution.putAttribute(BEGUN, new Begun(spans, spans.now())));
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes execution) {
        ended(context.request(), execution, Optional.empty());
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes execution) {
        ended(context.request(), execution, Optional.of(context.exception()));
    }

    private static void ended(SdkRequest request, ExecutionAttributes execution, Optional<Throwable> failure) {
        Begun begun = execution.getAttribute(BEGUN);
        if (begun == null) {
            return;
        }
        String operation = execution.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        var attributes = new ArrayList<Attribute>();
        attributes.add(Attribute.text("db.system.name", "aws.dynamodb"));
        attributes.add(Attribute.text("db.operation.name", operation));
        attributes.add(Attribute.texts("aws.dynamodb.table_names", tables(request)));
        failure.ifPresent(thrown -> attributes.add(Attribute.text("error.type", code(thrown))));
        boolean isError = failure.filter(thrown -> !isAnswer(thrown)).isPresent();
        begun.spans()
                .called(
                        "DynamoDB." + operation,
                        begun.nanos(),
                        isError ? Span.Status.ERROR : Span.Status.UNSET,
                        attributes);
    }

    /** A condition that does not hold is what was asked. */
    private static boolean isAnswer(Throwable thrown) {
        return thrown instanceof ConditionalCheckFailedException || thrown instanceof TransactionCanceledException;
    }

    private static String code(Throwable thrown) {
        return thrown instanceof AwsServiceException refused
                        && refused.awsErrorDetails() != null
                        && refused.awsErrorDetails().errorCode() != null
                ? refused.awsErrorDetails().errorCode()
                : thrown.getClass().getSimpleName();
    }

    private static List<String> tables(SdkRequest request) {
        return switch (request) {
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream()
                        .flatMap(CallSpans::table)
                        .distinct()
                        .toList();
            case BatchGetItemRequest batch ->
                batch.requestItems().keySet().stream().sorted().toList();
            default ->
                request.getValueForField("TableName", String.class).stream().toList();
        };
    }

    private static Stream<String> table(TransactWriteItem item) {
        if (item.put() != null) {
            return Stream.of(item.put().tableName());
        }
        if (item.update() != null) {
            return Stream.of(item.update().tableName());
        }
        if (item.conditionCheck() != null) {
            return Stream.of(item.conditionCheck().tableName());
        }
        return Stream.ofNullable(item.delete()).map(delete -> delete.tableName());
    }
}
