package dev.tollgate.core.store;

import dev.tollgate.core.Ed25519;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.seal.SignedNote;
import dev.tollgate.core.seal.SigningException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KmsNoteSignerTest {
    private static final String ARN = "arn:aws:kms:us-east-1:000000000000:key/seal";

    @Test
    void signsWhatThePublicHalfChecks() throws Exception {
        try (var aws = kms(pair("Ed25519"));
                var client = client(aws)) {
            var signer = KmsNoteSigner.open(client, "tollgate/test", ARN);
            SignedNote note = SignedNote.sign("some text\n", signer);

            assertTrue(note.isSignedBy(signer.key()));
        }
    }

    @Test
    void refusesAKeyOfAnotherKind() throws Exception {
        try (var aws = kms(pair("X25519"));
                var client = client(aws)) {
            var refused = assertThrows(SigningException.class, () -> KmsNoteSigner.open(client, "tollgate/test", ARN));
            assertEquals("the key in KMS is none of the kind ECC_NIST_EDWARDS25519", refused.getMessage());
        }
    }

    @Test
    void saysWhyKmsDidNotSign() throws Exception {
        try (var aws = FakeAws.start((request, body) -> new FakeAws.Reply(400, """
                {"__type": "DisabledException", "message": "it is disabled"}
                """.getBytes(StandardCharsets.UTF_8)));
                var client = client(aws)) {
            var refused = assertThrows(SigningException.class, () -> KmsNoteSigner.open(client, "tollgate/test", ARN));
            assertEquals("KMS did not give the public key: DisabledException", refused.getMessage());
        }
    }

    private static FakeAws kms(KeyPair pair) {
        return FakeAws.start((request, body) -> {
            Json.Obj call = object(body);
            assertEquals(ARN, call.text("KeyId").orElseThrow());
            var answer = Json.object().put("KeyId", ARN);
            if (request.getRequestHeaders().getFirst("X-Amz-Target").equals("TrentService.Sign")) {
                assertEquals("RAW", call.text("MessageType").orElseThrow());
                assertEquals("ED25519_SHA_512", call.text("SigningAlgorithm").orElseThrow());
                byte[] message = Base64.getDecoder().decode(call.text("Message").orElseThrow());
                answer.put(
                        "Signature",
                        base64(Ed25519.sign(message, pair.getPrivate().getEncoded())));
            } else {
                answer.put("PublicKey", base64(pair.getPublic().getEncoded()));
            }
            return new FakeAws.Reply(200, JsonText.writeBytes(answer.build()));
        });
    }

    private static Json.Obj object(byte[] body) {
        try {
            return (Json.Obj) new JsonText(4).parse(body);
        } catch (JsonException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static KmsClient client(FakeAws aws) {
        return KmsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static KeyPair pair(String algorithm) throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
