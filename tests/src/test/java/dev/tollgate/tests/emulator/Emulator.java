package dev.tollgate.tests.emulator;

import java.net.URI;
import java.util.Map;

/** What emulates services of AWS: where DynamoDB, KMS and S3 are. They take any credentials, and never see real ones. */
public interface Emulator extends AutoCloseable {
    /** {@code docker}, or the URL of an emulator that runs already. */
    String VARIABLE = "TOLLGATE_EMULATOR";

    /** Where KMS and S3 are. */
    URI endpoint();

    default URI dynamoDb() {
        return endpoint();
    }

    @Override
    void close();

    /** Whether all tests on a stage are to run with an emulator, not only those that are about one. */
    static boolean isGiven(Map<String, String> environment) {
        return !environment.getOrDefault(VARIABLE, "").isEmpty();
    }

    static boolean isInDocker(Map<String, String> environment) {
        return !isGiven(environment) || environment.get(VARIABLE).equals("docker");
    }

    static Emulator start(Map<String, String> environment) {
        return isInDocker(environment) ? LocalStackInDocker.start() : GivenEmulator.of(environment);
    }
}
