package dev.tollgate.local.testfunction;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A function that does what the event's text tells it; runs in processes of its own, from a zip with this class only. */
public final class TestFunction implements RequestStreamHandler {
    private static final Pattern RECORD = Pattern.compile("\"Keys\":\\{(.*?\\})\\}.*?\"SequenceNumber\":\"(\\d+)\"");
    private static final Pattern PK = Pattern.compile("\"pk\":\\{\"S\":\"([^\"]*)\"");
    private static final Pattern SK = Pattern.compile("\"sk\":\\{\"N\":\"([^\"]*)\"");

    private final AtomicInteger atOnce = new AtomicInteger();

    public TestFunction() {
        System.out.println("hello from init");
        if ("1".equals(System.getenv("FAIL_INIT"))) {
            throw new IllegalStateException("cannot come up: FAIL_INIT");
        }
        if ("exit".equals(System.getenv("FAIL_INIT"))) {
            System.err.println("last words");
            System.exit(7);
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        int together = atOnce.incrementAndGet();
        try {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            if (event.startsWith("{\"Records\"")) {
                output.write(records(event).getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (event.contains("\"source\":\"aws.events\"")) {
                Files.writeString(
                        Path.of(System.getenv("TAKEN")),
                        event + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            output.write(act(event, together, context).getBytes(StandardCharsets.UTF_8));
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static String act(String event, int together, Context context) {
        if (event.contains("do:exit")) {
            System.exit(3);
        }
        if (event.contains("do:throw")) {
            throw new IllegalArgumentException("told to throw");
        }
        Matcher sleep = Pattern.compile("do:sleep:(\\d+)").matcher(event);
        if (sleep.find()) {
            System.out.println("sleeping");
            sleep(Integer.parseInt(sleep.group(1)));
        }
        Matcher bytes = Pattern.compile("do:bytes:(\\d+)").matcher(event);
        if (bytes.find()) {
            return "\"" + "x".repeat(Integer.parseInt(bytes.group(1))) + "\"";
        }
        if (event.contains("do:status:204")) {
            return "{\"statusCode\":204,\"body\":\"none\"}";
        }
        if (event.contains("do:nonsense")) {
            return "{\"statusCode\":";
        }
        if (event.contains("do:bare")) {
            return "{\"bare\":true}";
        }
        if (event.contains("do:environment")) {
            return "{\"region\":\"" + System.getenv("AWS_REGION") + "\",\"name\":\"" + context.getFunctionName()
                    + "\",\"memory\":" + context.getMemoryLimitInMB() + ",\"root\":\""
                    + System.getenv("LAMBDA_TASK_ROOT")
                    + "\",\"extra\":\"" + System.getenv("EXTRA") + "\",\"remainingMs\":"
                    + context.getRemainingTimeInMillis() + ",\"maxHeap\":"
                    + Runtime.getRuntime().maxMemory() + "}";
        }
        if (event.contains("\"requestContext\"")) {
            return "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},\"body\":" + quote(event)
                    + "}";
        }
        return "{\"pid\":" + ProcessHandle.current().pid() + ",\"together\":" + together + "}";
    }

    /** Notes every record; fails at those whose key says so. */
    private static String records(String event) throws IOException {
        Matcher record = RECORD.matcher(event);
        var taken = new StringBuilder();
        String failedAt = null;
        boolean poisoned = false;
        while (record.find()) {
            String pk = first(PK, record.group(1));
            if (pk.startsWith("report")) {
                failedAt = failedAt == null ? record.group(2) : failedAt;
            }
            poisoned |= pk.startsWith("poison");
            if (failedAt == null) {
                taken.append(pk).append(' ').append(first(SK, record.group(1))).append('\n');
            }
        }
        if (poisoned) {
            throw new IllegalStateException("poison");
        }
        Files.writeString(Path.of(System.getenv("TAKEN")), taken, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return failedAt == null ? "{}" : "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + failedAt + "\"}]}";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static void sleep(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
