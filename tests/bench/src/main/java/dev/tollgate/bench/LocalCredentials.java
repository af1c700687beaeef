package dev.tollgate.bench;

/** What the SDK must have to call DynamoDB Local, which asks for it and verifies nothing. */
final class LocalCredentials {
    private LocalCredentials() {}

    /** For all clients that this process makes from now on. */
    static void use() {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }
}
