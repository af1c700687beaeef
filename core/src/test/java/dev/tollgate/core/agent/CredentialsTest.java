package dev.tollgate.core.agent;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey.Status;
import dev.tollgate.core.agent.Credentials.Method;
import dev.tollgate.core.agent.Presented.Why;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String ID = "k".repeat(16);
    private static final String SECRET = "s".repeat(52);
    private static final String TOKEN = "tg_" + ID + "_" + SECRET;
    private static final String ROLE = "arn:aws:iam::123456789012:role/hooks";

    private final InMemoryDirectory directory = new InMemoryDirectory()
            .with(key(ID, Status.ACTIVE, Optional.of(SECRET)))
            .with(key("jwt:hook-7", Status.ACTIVE, Optional.empty()))
            .with(key("iam:" + ROLE, Status.ACTIVE, Optional.empty()));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer    "})
    void knowsAKeyByItsSecret(String scheme) throws StoreException {
        assertEquals(Optional.of(ID), callerOf(Method.KEYS, bearing(scheme + TOKEN)));
    }

    @Test
    void knowsNobodyWithoutAKey() throws StoreException {
        assertEquals(Optional.empty(), callerOf(Method.KEYS, request(Map.of(), "{}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic dXNlcjpwYXNz",
                "Bearer tg_kkkkkkkkkkkkkkkk_",
                "Bearer tg_kkkkkkkkkkkkkkkk_ssssssssssssssssssssssssssssssssssssssssssssssssssst",
                "Bearer tg_jjjjjjjjjjjjjjjj_ssssssssssssssssssssssssssssssssssssssssssssssssssss",
                "Bearer tg_kkkkkkkkkkkkkkkk_ssssssssssssssssssssssssssssssssssssssssssssssssssss x",
                "Bearer tg_kkkkkkkkkkkkkkkk_ssssssssssssssssssssssssssssssssssssssssssssssssssss,x",
                "tg_kkkkkkkkkkkkkkkk_ssssssssssssssssssssssssssssssssssssssssssssssssssss",
                "Bearer jwt:hook-7",
                "Bearer hook-7",
            })
    void knowsNobodyByAnythingElse(String authorization) throws StoreException {
        assertEquals(Optional.empty(), callerOf(Method.KEYS, bearing(authorization)));
    }

    @Test
    void looksUpAKeyAlsoForAHeaderThatHoldsNone() throws StoreException {
        callerOf(Method.KEYS, bearing("Bearer nonsense"));

        assertEquals(1, directory.asked().size());
    }

    @Test
    void anExpiredKeyIsAsGoodAsUnknown() throws StoreException {
        assertEquals(Optional.of(ID), expiring(NOW.plusNanos(1)));
        assertEquals(Optional.empty(), expiring(NOW));
        assertEquals(Optional.empty(), expiring(NOW.minusSeconds(1)));
    }

    @Test
    void aRevokedKeyIsAsGoodAsUnknown() throws StoreException {
        directory
                .with(key(ID, Status.REVOKED, Optional.of(SECRET)))
                .with(key("jwt:hook-7", Status.REVOKED, Optional.empty()));

        assertEquals(Optional.empty(), callerOf(Method.KEYS, bearing("Bearer " + TOKEN)));
        assertEquals(Optional.empty(), callerOf(Method.JWT, verified("{\"jwt\":{\"claims\":{\"sub\":\"hook-7\"}}}")));
    }

    @Test
    void tellsInsideWhyAKeyIsRefused() throws StoreException {
        HttpRequest bearing = bearing("Bearer " + TOKEN);

        directory.with(key(ID, Status.REVOKED, Optional.of(SECRET)));
        assertEquals(Optional.of(Why.REVOKED_KEY), refusal(Method.KEYS, bearing));
        directory.with(key(ID, Status.ROTATED, Optional.of(SECRET)));
        assertEquals(Optional.of(Why.ROTATED_KEY), refusal(Method.KEYS, bearing));
        directory.with(key(ID, Status.REVOKED, Optional.of("other")));
        assertEquals(Optional.of(Why.WRONG_SECRET), refusal(Method.KEYS, bearing));
        assertEquals(Optional.empty(), expiring(NOW));
        assertEquals(Optional.of(Why.EXPIRED_KEY), refusal(Method.KEYS, bearing));
        assertEquals(
                Optional.of(Why.UNKNOWN_KEY),
                refusal(Method.JWT, verified("{\"jwt\":{\"claims\":{\"sub\":\"stranger\"}}}")));
        assertEquals(
                Optional.empty(), refusal(Method.KEYS, bearing("Bearer nonsense")), "nothing that has a key's form");
    }

    @Test
    void onlyATokenThatTheGatewayVerifiedTellsHowStrongTheLoginWas() throws StoreException {
        directory.with(key("jwt:hook-7", Status.ACTIVE, Optional.empty()));
        directory.with(key(ID, Status.ACTIVE, Optional.of(SECRET)));
        String claims = "{\"jwt\":{\"claims\":{\"sub\":\"hook-7\",\"acr\":\"urn:acme:mfa\"}}}";

        assertEquals(Optional.of("urn:acme:mfa"), acrOf(Method.JWT, verified(claims)));
        assertEquals(Optional.empty(), acrOf(Method.KEYS, bearing("Bearer " + TOKEN)));
    }

    @Test
    void aKeyWithoutASecretOpensToNoSecret() throws StoreException {
        directory.with(key(ID, Status.ACTIVE, Optional.empty()));

        assertEquals(Optional.empty(), callerOf(Method.KEYS, bearing("Bearer " + TOKEN)));
    }

    @Test
    void knowsASubjectThatTheGatewayVerified() throws StoreException {
        assertEquals(
                Optional.of("jwt:hook-7"),
                callerOf(Method.JWT, verified("{\"jwt\":{\"claims\":{\"sub\":\"hook-7\"}}}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"jwt\":{}}",
                "{\"jwt\":{\"claims\":{}}}",
                "{\"jwt\":{\"claims\":{\"sub\":7}}}",
                "{\"jwt\":{\"claims\":{\"sub\":\"\"}}}",
                "{\"jwt\":{\"claims\":{\"sub\":\"stranger\"}}}",
                "{\"jwt\":\"hook-7\"}",
                "{\"lambda\":{\"sub\":\"hook-7\"}}",
                "{\"iam\":{\"userArn\":\"arn:aws:iam::123456789012:role/hooks\"}}",
            })
    void knowsNobodyByOtherClaims(String authorizer) throws StoreException {
        assertEquals(Optional.empty(), callerOf(Method.JWT, verified(authorizer)));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:role/hooks, true",
        "arn:aws:sts::123456789012:assumed-role/hooks/i-0123456789, true",
        "arn:aws:sts::123456789012:assumed-role/hooks/me@example.com, true",
        "arn:aws:sts::123456789012:assumed-role/hooks2/i-0123456789, false",
        "arn:aws:sts::210987654321:assumed-role/hooks/i-0123456789, false",
        "arn:aws-cn:sts::123456789012:assumed-role/hooks/i-0123456789, false",
        "arn:aws:sts::123456789012:assumed-role/hooks, false",
        "arn:aws:sts::123456789012:assumed-role/x/hooks/y, false",
        "arn:aws:iam::123456789012:user/hooks, false",
    })
    void knowsARoleByAnyOfItsSessions(String arn, boolean known) throws StoreException {
        assertEquals(
                known,
                callerOf(Method.IAM, verified("{\"iam\":{\"userArn\":\"" + arn + "\"}}"))
                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "IAM"})
    void aStageWithAnAuthorizerNeverTakesAKeyOfOurs(Method method) throws StoreException {
        assertEquals(Optional.empty(), callerOf(method, bearing("Bearer " + TOKEN)));
    }

    @Test
    void aStageWithKeysNeverTakesWhatAnAuthorizerSays() throws StoreException {
        assertEquals(
                Optional.empty(),
                callerOf(
                        Method.KEYS,
                        verified(
                                "{\"jwt\":{\"claims\":{\"sub\":\"hook-7\"}},\"iam\":{\"userArn\":\"" + ROLE + "\"}}")));
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNoUnknownCaller() {
        directory.goDown();

        assertThrows(StoreException.class, () -> callerOf(Method.KEYS, bearing("Bearer " + TOKEN)));
    }

    private Optional<String> expiring(Instant expires) throws StoreException {
        AccessKey key = key(ID, Status.ACTIVE, Optional.of(SECRET));
        directory.with(new AccessKey(
                ID, key.role(), key.agents(), key.servers(), Optional.of(expires), key.status(), key.secretHash()));
        return callerOf(Method.KEYS, bearing("Bearer " + TOKEN));
    }

    private Optional<String> acrOf(Method method, HttpRequest request) throws StoreException {
        return caller(method, request).flatMap(Caller::acr);
    }

    private Optional<String> callerOf(Method method, HttpRequest request) throws StoreException {
        return caller(method, request).map(caller -> caller.key().id());
    }

    private Optional<Caller> caller(Method method, HttpRequest request) throws StoreException {
        return presented(method, request) instanceof Presented.Known(Caller caller)
                ? Optional.of(caller)
                : Optional.empty();
    }

    /** Why a key was refused; empty when it was not, or when there was none. */
    private Optional<Why> refusal(Method method, HttpRequest request) throws StoreException {
        return presented(method, request) instanceof Presented.Refused refused
                ? Optional.of(refused.why())
                : Optional.empty();
    }

    private Presented presented(Method method, HttpRequest request) throws StoreException {
        return new Credentials(method, directory, () -> NOW).presented(request, Deadline.in(Duration.ofSeconds(1)));
    }

    private static HttpRequest bearing(String authorization) {
        return request(Map.of("authorization", authorization), "{}");
    }

    private static HttpRequest verified(String authorizer) {
        return request(Map.of(), authorizer);
    }

    private static HttpRequest request(Map<String, String> headers, String authorizer) {
        try {
            var verified = (Json.Obj) new JsonText(8).parse(authorizer);
            return new HttpRequest("POST", "/", headers, new byte[0], "192.0.2.1", "r", Optional.of(verified));
        } catch (JsonException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private static AccessKey key(String id, Status status, Optional<String> secret) {
        return new AccessKey(
                id,
                AccessKey.Role.ENFORCER,
                List.of("*"),
                List.of("*"),
                Optional.empty(),
                status,
                secret.map(Sha256::hex));
    }
}
