package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.archive.Archive;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket of S3 whose default retention keeps what is put there. Each name is put once: S3 refuses a second object, and
 * with it a second version of the first.
 */
public final class S3Archive implements Archive {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ONE_TRY = Duration.ofSeconds(8);
    private static final int TRIES = 3;
    private static final int THERE_ALREADY = 412;

    private final S3Client client;
    private final String bucket;

    public S3Archive(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** @param endpoint where S3 is, when it is not where the SDK finds it; buckets are parts of its paths then */
    public static S3Client client(Optional<URI> endpoint) {
        var builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create(BufferedConnection.factory(CONNECT, ONE_TRY)))
                .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
                .forcePathStyle(endpoint.isPresent())
                .overrideConfiguration(settings -> settings.retryStrategy(retries -> retries.maxAttempts(TRIES)));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Override
    public void put(String name, byte[] content, Deadline deadline) throws StoreException {
        Duration left = left(deadline);
        try {
            client.putObject(
                    request -> request.bucket(bucket)
                            .key(name)
                            .ifNoneMatch("*")
                            // Asked for where objects are locked, beside the checksum itself.
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                            .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.of(content)))
                            .overrideConfiguration(settings -> settings.apiCallTimeout(left)),
                    RequestBody.fromBytes(content));
        } catch (S3Exception refused) {
            if (refused.statusCode() != THERE_ALREADY) {
                throw failed(refused);
            }
            FolderArchive.compare(name, there(name, deadline), content);
        } catch (SdkException failed) {
            throw failed(failed);
        }
    }

    private byte[] there(String name, Deadline deadline) throws StoreException {
        Duration left = left(deadline);
        try {
            return client.getObjectAsBytes(request -> request.bucket(bucket)
                            .key(name)
                            .overrideConfiguration(settings -> settings.apiCallTimeout(left)))
                    .asByteArray();
        } catch (SdkException failed) {
            throw failed(failed);
        }
    }

    private static Duration left(Deadline deadline) throws StoreException {
        Duration left = deadline.left();
        if (left.isZero()) {
            throw new StoreException("no time was left to call S3", null);
        }
        return left;
    }

    private static StoreException failed(SdkException failed) {
        String why = failed instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? refused.awsErrorDetails().errorCode()
                : failed.getClass().getSimpleName();
        return new StoreException("S3 did not take or give a file: " + why, failed);
    }
}
