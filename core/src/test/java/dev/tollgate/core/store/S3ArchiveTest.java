package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class S3ArchiveTest {
    private final Map<String, byte[]> objects = new TreeMap<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final FakeAws aws = FakeAws.start((request, body) -> {
        String key = request.getRequestURI().getPath();
        if (refusals.getAndDecrement() > 0) {
            return error(403, "AccessDenied");
        }
        if (request.getRequestMethod().equals("GET")) {
            return objects.containsKey(key) ? new FakeAws.Reply(200, objects.get(key)) : error(404, "NoSuchKey");
        }
        assertEquals("*", request.getRequestHeaders().getFirst("If-None-Match"));
        // Without it a bucket with a retention takes nothing.
        assertEquals("SHA256", request.getRequestHeaders().getFirst("x-amz-sdk-checksum-algorithm"));
        assertEquals(
                Base64.getEncoder().encodeToString(Sha256.of(body)),
                request.getRequestHeaders().getFirst("x-amz-checksum-sha256"));
        return objects.putIfAbsent(key, body) == null
                ? new FakeAws.Reply(200, new byte[0])
                : error(412, "PreconditionFailed");
    });
    private final S3Client client = client();
    private final S3Archive archive = new S3Archive(client, "bucket");

    @AfterEach
    void close() {
        client.close();
        aws.close();
    }

    @Test
    void putsEachNameOnce() throws Exception {
        archive.put("checkpoints/2026/11/28/000000000001.note", bytes("one"), soon());
        archive.put("checkpoints/2026/11/28/000000000001.note", bytes("one"), soon());

        assertEquals(
                "one",
                new String(objects.get("/bucket/checkpoints/2026/11/28/000000000001.note"), StandardCharsets.UTF_8));
        assertEquals(1, objects.size());
    }

    @Test
    void saysThatSomethingElseHasTheName() throws Exception {
        archive.put("one", bytes("one"), soon());
        var refused = assertThrows(StoreException.class, () -> archive.put("one", bytes("two"), soon()));
        assertEquals("the archive has one with another content", refused.getMessage());
    }

    @Test
    void saysWhyS3DidNotTakeIt() {
        refusals.set(1);
        var refused = assertThrows(StoreException.class, () -> archive.put("one", bytes("one"), soon()));
        assertEquals("S3 did not take or give a file: AccessDenied", refused.getMessage());
        assertThrows(StoreException.class, () -> archive.put("one", bytes("one"), Deadline.in(Duration.ZERO)));
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(aws.endpoint())
                .forcePathStyle(true)
                .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create(
                        BufferedConnection.factory(Duration.ofMinutes(1), Duration.ofMinutes(1))))
                .build();
    }

    private static FakeAws.Reply error(int status, String code) {
        return new FakeAws.Reply(status, bytes("<Error><Code>" + code + "</Code><Message>no</Message></Error>"));
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
