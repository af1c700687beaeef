package dev.tollgate.tests.emulator;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container of its own, which Testcontainers also ends when this process is killed. */
public final class LocalStackInDocker implements Emulator {
    /** The last one that runs without a token. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private final LocalStackContainer container;

    private LocalStackInDocker(LocalStackContainer container) {
        this.container = container;
    }

    public static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static LocalStackInDocker start() {
        var container = new LocalStackContainer(IMAGE).withServices("dynamodb", "kms", "s3");
        container.start();
        return new LocalStackInDocker(container);
    }

    @Override
    public URI endpoint() {
        return container.getEndpoint();
    }

    @Override
    public void close() {
        container.stop();
    }
}
