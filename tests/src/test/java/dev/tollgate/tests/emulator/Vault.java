package dev.tollgate.tests.emulator;

import dev.tollgate.local.StackConfig;
import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.local.template.Bucket;
import dev.tollgate.local.template.SigningKey;
import dev.tollgate.local.template.StackTemplate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/** The key that signs and the bucket that keeps, made as the template declares them. It ends its emulator with itself. */
public final class Vault implements AutoCloseable {
    private static final Set<String> UNKNOWN_SPEC = Set.of("ValidationException", "UnsupportedOperationException");
    private static final StaticCredentialsProvider ANYBODY = StaticCredentialsProvider.create(
            AwsBasicCredentials.create(LocalClients.ACCESS_KEY, LocalClients.SECRET_KEY));

    private final Emulator emulator;
    private final Key key;
    private final S3Client s3;
    private final String bucket;

    private Vault(Emulator emulator, Key key, S3Client s3, String bucket) {
        this.emulator = emulator;
        this.key = key;
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Where a key is, and the service that has it when it is one of ours. */
    private record Key(URI kms, String arn, AutoCloseable service) {}

    /** What the bucket says of one object. */
    public record Kept(String mode, Instant until) {}

    public static Vault create(Emulator emulator, StackTemplate template) {
        S3Client s3 = s3(emulator.endpoint());
        return new Vault(
                emulator,
                key(emulator, template.keys().getFirst()),
                s3,
                bucket(s3, template.buckets().getFirst()));
    }

    /** A name of its own, since what a bucket keeps outlives the tables that it is of. */
    private static String bucket(S3Client s3, Bucket declared) {
        String name = declared.logicalId().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID();
        s3.createBucket(request -> request.bucket(name)
                .objectLockEnabledForBucket(declared.retention().isPresent()));
        declared.retention()
                .ifPresent(retention -> s3.putObjectLockConfiguration(request -> request.bucket(name)
                        .objectLockConfiguration(lock -> lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                                .rule(rule -> rule.defaultRetention(
                                        kept -> kept.mode(retention.mode()).days(retention.days()))))));
        return name;
    }

    private static Key key(Emulator emulator, SigningKey declared) {
        try (KmsClient kms = kms(emulator.endpoint())) {
            String arn = kms.createKey(
                            request -> request.keySpec(declared.spec()).keyUsage(KeyUsageType.SIGN_VERIFY))
                    .keyMetadata()
                    .arn();
            return new Key(emulator.endpoint(), arn, () -> {});
        } catch (KmsException refused) {
            if (!declared.spec().equals(KeyService.SPEC)
                    || !UNKNOWN_SPEC.contains(refused.awsErrorDetails().errorCode())) {
                throw refused;
            }
            System.out.println("The emulator's KMS has no keys of the kind " + declared.spec()
                    + ": a service of the tests' own signs in its place.");
            KeyService own = KeyService.start();
            return new Key(own.endpoint(), own.arn(), own);
        }
    }

    /** The same stack, whose functions call key and bucket where they are. */
    public StackConfig usedBy(StackConfig config, StackTemplate template) {
        var environment = new HashMap<>(config.environment());
        template.functions().forEach(function -> {
            var variables = new HashMap<>(environment.getOrDefault(function.logicalId(), Map.of()));
            if (function.environment().containsKey("TOLLGATE_SEAL_KEY")) {
                variables.put("TOLLGATE_SEAL_KEY", key.arn());
                variables.put("AWS_ENDPOINT_URL_KMS", key.kms().toString());
            }
            if (function.environment().containsKey("TOLLGATE_ARCHIVE")) {
                variables.put("TOLLGATE_ARCHIVE", "s3://" + bucket);
                variables.put("AWS_ENDPOINT_URL_S3", emulator.endpoint().toString());
            }
            environment.put(function.logicalId(), variables);
        });
        return config.withEnvironment(environment);
    }

    /** As {@code aws kms get-public-key} gives it, in PEM. */
    public String publicKey() {
        try (KmsClient kms = kms(key.kms())) {
            byte[] x509 = kms.getPublicKey(request -> request.keyId(key.arn()))
                    .publicKey()
                    .asByteArray();
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(x509);
            return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        }
    }

    public byte[] archived(String name) {
        return s3.getObjectAsBytes(request -> request.bucket(bucket).key(name)).asByteArray();
    }

    public Kept kept(String name) {
        var head = s3.headObject(request -> request.bucket(bucket).key(name));
        return new Kept(head.objectLockModeAsString(), head.objectLockRetainUntilDate());
    }

    /** Tries to delete this version of an object for good. */
    public void destroy(String name) {
        String version =
                s3.headObject(request -> request.bucket(bucket).key(name)).versionId();
        s3.deleteObject(request -> request.bucket(bucket).key(name).versionId(version));
    }

    private static KmsClient kms(URI endpoint) {
        return KmsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(StackTemplate.REGION))
                .credentialsProvider(ANYBODY)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static S3Client s3(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.of(StackTemplate.REGION))
                .credentialsProvider(ANYBODY)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public void close() {
        s3.close();
        try {
            key.service().close();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            emulator.close();
        }
    }
}
