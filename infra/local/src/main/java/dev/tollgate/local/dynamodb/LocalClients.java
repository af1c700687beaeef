package dev.tollgate.local.dynamodb;

import dev.tollgate.local.template.StackTemplate;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * SDK clients for one DynamoDB Local. Whoever asks for one closes it.
 *
 * @param accessKey under which requests are signed; the logical id of a function binds them to what it may do
 */
public record LocalClients(URI endpoint, String accessKey) {
    /** DynamoDB Local asks for credentials but does not verify them. */
    public static final String ACCESS_KEY = "local";

    public static final String SECRET_KEY = "local";

    /** For who administers the stack, and may do anything. */
    public LocalClients(URI endpoint) {
        this(endpoint, ACCESS_KEY);
    }

    /** The same as a function of this logical id. */
    public LocalClients as(String function) {
        return new LocalClients(endpoint, function);
    }

    public DynamoDbClient tables() {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(StackTemplate.REGION))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    public DynamoDbStreamsClient streams() {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(StackTemplate.REGION))
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, SECRET_KEY));
    }
}
