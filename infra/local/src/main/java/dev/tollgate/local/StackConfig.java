package dev.tollgate.local;

import dev.tollgate.local.dynamodb.DataLocation;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one local stack is made of.
 *
 * @param template the SAM template
 * @param root the directory that the template's {@code CodeUri} counts from
 * @param workDirectory where the stack keeps what is its own: unpacked functions, checkpoints, dead letters, local.env
 * @param port the gateway's; 0 for any free one
 * @param maxInstances the most processes of each function
 * @param jdkHome the JDK that runs the functions
 * @param parameters values for the template's parameters; {@code Packaging} and {@code PublicUrl} are set by the stack
 * @param environment more variables for functions, by logical id; they win over the template's
 * @param events whether streams and schedules call functions
 */
public record StackConfig(
        Path template,
        Path root,
        Path workDirectory,
        int port,
        int maxInstances,
        Packaging packaging,
        DataLocation data,
        Path jdkHome,
        Map<String, String> parameters,
        Map<String, Map<String, String>> environment,
        Events events) {

    /** What calls functions beside the gateway. */
    public enum Events {
        /** As the template says. */
        ON,
        /** Nothing does, and no function is started until it is called, but the one that takes what no other route does. */
        OFF
    }

    /** Which of a function's packages is run. */
    public enum Packaging {
        JVM,
        NATIVE
    }

    public StackConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (maxInstances < 1) {
            throw new IllegalArgumentException("at least one instance of each function is needed");
        }
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /** With what the template says of events. */
    public StackConfig(
            Path template,
            Path root,
            Path workDirectory,
            int port,
            int maxInstances,
            Packaging packaging,
            DataLocation data,
            Path jdkHome,
            Map<String, String> parameters,
            Map<String, Map<String, String>> environment) {
        this(
                template,
                root,
                workDirectory,
                port,
                maxInstances,
                packaging,
                data,
                jdkHome,
                parameters,
                environment,
                Events.ON);
    }

    /** What {@code make run} starts, but on any free port and with data in memory: a good start for a test. */
    public static StackConfig inMemory(Path root, Path workDirectory) {
        return new StackConfig(
                root.resolve("template.yaml"),
                root,
                workDirectory,
                0,
                2,
                Packaging.JVM,
                new DataLocation.Memory(),
                Path.of(System.getProperty("java.home")),
                Map.of(),
                Map.of());
    }

    public StackConfig withMaxInstances(int most) {
        return new StackConfig(
                template, root, workDirectory, port, most, packaging, data, jdkHome, parameters, environment, events);
    }

    public StackConfig withData(DataLocation location) {
        return new StackConfig(
                template,
                root,
                workDirectory,
                port,
                maxInstances,
                packaging,
                location,
                jdkHome,
                parameters,
                environment,
                events);
    }

    public StackConfig withTemplate(Path other) {
        return new StackConfig(
                other,
                root,
                workDirectory,
                port,
                maxInstances,
                packaging,
                data,
                jdkHome,
                parameters,
                environment,
                events);
    }

    public StackConfig withEnvironment(Map<String, Map<String, String>> variables) {
        return new StackConfig(
                template,
                root,
                workDirectory,
                port,
                maxInstances,
                packaging,
                data,
                jdkHome,
                parameters,
                variables,
                events);
    }

    public StackConfig withParameters(Map<String, String> values) {
        return new StackConfig(
                template,
                root,
                workDirectory,
                port,
                maxInstances,
                packaging,
                data,
                jdkHome,
                values,
                environment,
                events);
    }

    public StackConfig withEvents(Events on) {
        return new StackConfig(
                template,
                root,
                workDirectory,
                port,
                maxInstances,
                packaging,
                data,
                jdkHome,
                parameters,
                environment,
                on);
    }
}
