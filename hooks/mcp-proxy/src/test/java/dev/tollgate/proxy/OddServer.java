package dev.tollgate.proxy;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A server whose tools do what servers should not. */
public final class OddServer {
    /** So many messages of 64 KB: more than pipes hold, and than the proxy's memory does. */
    static final int FLOOD = 1_500;

    private OddServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Json.Obj request = FakeClientText.read(line);
            String id = request.get("id").map(JsonText::write).orElse("null");
            if (request.text("method").orElse("").equals("tools/list")) {
                out.println(answer(id, "{\"tools\":[]}"));
            } else {
                call(
                        request.object("params")
                                .flatMap(params -> params.text("name"))
                                .orElse(""),
                        id,
                        out);
            }
        }
    }

    private static void call(String tool, String id, PrintStream out) throws IOException, InterruptedException {
        switch (tool) {
            case "hang" -> {}
            case "crash" -> {
                Thread.sleep(300);
                Runtime.getRuntime().halt(9);
            }
            case "slow" -> {
                Thread.sleep(500);
                out.println(answer(id, text("slow")));
            }
            case "garbage" -> {
                out.println("Welcome to the odd server");
                out.println("{\"jsonrpc\":\"2.0\"");
                out.println();
                out.println(answer(id, text("after garbage")));
            }
            case "torn" ->
                out.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"content\":[{\"type\":}]}}");
            case "echo" -> out.println(answer(id, text("call " + id)));
            case "deaf" -> {
                out.println(answer(id, text("deaf")));
                Thread.sleep(Long.MAX_VALUE);
            }
            case "closes-input" -> {
                System.in.close();
                out.println(answer(id, text("closed")));
                Thread.sleep(Long.MAX_VALUE);
            }
            case "half" -> half(id, out);
            case "half-crash" -> {
                half(id, out);
                Runtime.getRuntime().halt(9);
            }
            case "endless" -> {
                out.print("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"text\":\"");
                byte[] piece = "z".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
                for (int mb = 0; mb < 100; mb++) {
                    out.write(piece);
                }
                out.println("\"}}");
            }
            case "flood" -> {
                out.println(answer(id, text("a flood follows")));
                for (int i = 0; i < FLOOD; i++) {
                    out.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"n\":" + i
                            + ",\"data\":\"" + "z".repeat(64 * 1024) + "\"}}");
                }
            }
            case "huge" -> out.println(answer(id, text("z".repeat(1_200_000))));
            default ->
                out.println(answer(id, text(String.join(" ", System.getenv().keySet()))));
        }
    }

    private static void half(String id, PrintStream out) {
        out.print("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"resu");
        out.flush();
    }

    private static String answer(String id, String result) {
        return "{\"result\":" + result + ",\"jsonrpc\":\"2.0\",\"id\":" + id + "}";
    }

    private static String text(String said) {
        return JsonText.write(Json.object()
                .put(
                        "content",
                        new Json.Arr(java.util.List.of(Json.object()
                                .put("type", "text")
                                .put("text", said)
                                .build())))
                .build());
    }
}
