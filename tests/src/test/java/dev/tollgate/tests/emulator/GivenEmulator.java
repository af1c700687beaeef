package dev.tollgate.tests.emulator;

import dev.tollgate.local.dynamodb.DataLocation;
import dev.tollgate.local.dynamodb.LocalDynamoDb;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** An emulator that somebody else keeps up; DynamoDB Local is in its place where it has no DynamoDB that is good enough. */
final class GivenEmulator implements Emulator {
    private final URI endpoint;
    private final Optional<LocalDynamoDb> dynamoDb;

    private GivenEmulator(URI endpoint, Optional<LocalDynamoDb> dynamoDb) {
        this.endpoint = endpoint;
        this.dynamoDb = dynamoDb;
    }

    static GivenEmulator of(Map<String, String> environment) {
        String url = environment.get(VARIABLE);
        if (!url.matches("http://[^/]+")) {
            throw new IllegalStateException(
                    VARIABLE + " is docker or a URL such as http://127.0.0.1:4566, without a path, not " + url);
        }
        return new GivenEmulator(
                URI.create(url),
                switch (environment.getOrDefault(VARIABLE + "_DYNAMODB", "")) {
                    case "" -> Optional.empty();
                    case "local" -> Optional.of(LocalDynamoDb.start(new DataLocation.Memory()));
                    case String other ->
                        throw new IllegalStateException(
                                VARIABLE + "_DYNAMODB is local, for DynamoDB Local, or not given, not " + other);
                });
    }

    @Override
    public URI dynamoDb() {
        return dynamoDb.map(LocalDynamoDb::endpoint).orElse(endpoint);
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        dynamoDb.ifPresent(LocalDynamoDb::close);
    }
}
