package dev.tollgate.core.store;

import dev.tollgate.core.Ed25519;
import dev.tollgate.core.seal.NoteKey;
import dev.tollgate.core.seal.NoteSigner;
import dev.tollgate.core.seal.SigningException;
import java.time.Duration;
import java.util.Base64;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Signs with a key of AWS KMS (key spec {@code ECC_NIST_EDWARDS25519}), whose private half nobody ever has. */
public final class KmsNoteSigner implements NoteSigner {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ONE_TRY = Duration.ofSeconds(3);
    private static final Duration ALL_TRIES = Duration.ofSeconds(10);
    private static final int TRIES = 3;

    private final KmsClient client;
    private final String keyId;
    private final NoteKey key;

    private KmsNoteSigner(KmsClient client, String keyId, NoteKey key) {
        this.client = client;
        this.keyId = keyId;
        this.key = key;
    }

    private static KmsClient client() {
        return KmsClient.builder()
                .httpClient(UrlConnectionHttpClient.create(BufferedConnection.factory(CONNECT, ONE_TRY)))
                .overrideConfiguration(settings -> settings.apiCallTimeout(ALL_TRIES)
                        .apiCallAttemptTimeout(ONE_TRY)
                        .retryStrategy(retries -> retries.maxAttempts(TRIES)))
                .build();
    }

    /**
     * With a client of its own.
     *
     * @param name of whoever signs
     * @param keyId the key's ARN, id or alias
     * @throws SigningException when KMS does not answer, or the key is of another kind
     */
    public static KmsNoteSigner open(String name, String keyId) throws SigningException {
        KmsClient client = client();
        try {
            return open(client, name, keyId);
        } catch (SigningException failed) {
            client.close();
            throw failed;
        }
    }

    /**
     * Asks for the public half, which then stays as it is.
     *
     * @param name of whoever signs
     * @param keyId the key's ARN, id or alias
     * @throws SigningException when KMS does not answer, or the key is of another kind
     */
    static KmsNoteSigner open(KmsClient client, String name, String keyId) throws SigningException {
        try {
            byte[] x509 = client.getPublicKey(request -> request.keyId(keyId))
                    .publicKey()
                    .asByteArray();
            var key = new NoteKey(name, Ed25519.publicKey(Base64.getEncoder().encodeToString(x509)));
            return new KmsNoteSigner(client, keyId, key);
        } catch (SdkException failed) {
            throw failed("KMS did not give the public key", failed);
        } catch (IllegalArgumentException otherKind) {
            throw new SigningException("the key in KMS is none of the kind ECC_NIST_EDWARDS25519", otherKind);
        }
    }

    @Override
    public NoteKey key() {
        return key;
    }

    @Override
    public byte[] sign(byte[] message) throws SigningException {
        try {
            return client.sign(request -> request.keyId(keyId)
                            .message(SdkBytes.fromByteArray(message))
                            .messageType(MessageType.RAW)
                            .signingAlgorithm(SigningAlgorithmSpec.ED25519_SHA_512))
                    .signature()
                    .asByteArray();
        } catch (SdkException failed) {
            throw failed("KMS did not sign", failed);
        }
    }

    private static SigningException failed(String what, SdkException failed) {
        String why = failed instanceof AwsServiceException refused && refused.awsErrorDetails() != null
                ? refused.awsErrorDetails().errorCode()
                : failed.getClass().getSimpleName();
        return new SigningException(what + ": " + why, failed);
    }
}
