package dev.tollgate.local.dynamodb;

import dev.tollgate.local.template.StackTemplate;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** SDK clients for one DynamoDB Local. Whoever asks for one closes it. */
public record LocalClients(URI endpoint) {
    /** DynamoDB Local asks for credentials but does not verify them. */
    public static final String ACCESS_KEY = "local";

    public static final String SECRET_KEY = "local";

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

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    }
}
