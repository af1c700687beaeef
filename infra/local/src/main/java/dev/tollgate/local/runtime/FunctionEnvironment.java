package dev.tollgate.local.runtime;

import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.local.template.LambdaFunction;
import dev.tollgate.local.template.StackTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a function finds in its environment on Lambda, and nothing of this process' own. */
public final class FunctionEnvironment {
    private final URI dynamoDbEndpoint;
    private final Map<String, Variable> inPlace;
    private final Map<String, Map<String, String>> extra;

    /** One variable. */
    public record Variable(String name, String value) {}

    /**
     * @param inPlace by the name of a variable of the template, what a function that has it is given in its place
     * @param extra more variables, by the function's logical id; they win over the template's
     */
    public FunctionEnvironment(
            URI dynamoDbEndpoint, Map<String, Variable> inPlace, Map<String, Map<String, String>> extra) {
        this.dynamoDbEndpoint = dynamoDbEndpoint;
        this.inPlace = Map.copyOf(inPlace);
        this.extra = Map.copyOf(extra);
    }

    Map<String, String> of(LambdaFunction function, Path taskRoot, int runtimeApiPort) {
        var environment = new HashMap<String, String>();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        environment.put("AWS_REGION", StackTemplate.REGION);
        environment.put("AWS_DEFAULT_REGION", StackTemplate.REGION);
        // Tells the door before DynamoDB who asks.
        environment.put("AWS_ACCESS_KEY_ID", function.logicalId());
        environment.put("AWS_SECRET_ACCESS_KEY", LocalClients.SECRET_KEY);
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDbEndpoint.toString());
        environment.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", dynamoDbEndpoint.toString());
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("AWS_LAMBDA_LOG_FORMAT", function.jsonLogs() ? "JSON" : "Text");
        environment.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        environment.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
        environment.put("_HANDLER", function.handler());
        environment.putAll(function.environment());
        inPlace.forEach((name, other) -> {
            if (environment.remove(name) != null) {
                environment.put(other.name(), other.value());
            }
        });
        environment.putAll(extra.getOrDefault(function.logicalId(), Map.of()));
        // Not to be overridden: without it the process would serve another instance, or none.
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApiPort);
        return environment;
    }
}
