package dev.tollgate.local.permission;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.Console;
import dev.tollgate.local.permission.Ruling.Allowed;
import dev.tollgate.local.permission.Ruling.Refused;
import dev.tollgate.local.template.LambdaFunction;
import dev.tollgate.local.template.Permissions;
import dev.tollgate.local.template.Role;
import dev.tollgate.local.template.StackTemplate;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Stands before DynamoDB Local, which lets anybody do anything, and refuses what AWS would. A function's requests are
 * signed under an access key of its own: its logical id. Who has another key is no function and is let through.
 */
public final class Door extends Handler.Wrapper {
    private static final String CREDENTIAL = "Credential=";
    private static final String REFUSAL = "com.amazon.coral.service#AccessDeniedException";

    private final Map<String, LambdaFunction> functions;
    private final Map<String, Role> roles;
    private final RequestReader requests;
    private final Console console;
    private final Set<PermissionUse> uses = ConcurrentHashMap.newKeySet();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private volatile PermissionCheck check;

    public Door(StackTemplate template, Console console) {
        this.functions = template.functions().stream()
                .collect(Collectors.toUnmodifiableMap(LambdaFunction::logicalId, Function.identity()));
        this.roles = template.permissions().roles();
        this.check = new PermissionCheck(template.permissions());
        this.requests = new RequestReader(template.tables());
        this.console = console;
    }

    /** From now on these are what functions may do, as in AWS when somebody edits a role. */
    public void become(Permissions permissions) {
        check = new PermissionCheck(permissions);
    }

    /** Each permission that was needed since the start. */
    public SortedSet<PermissionUse> uses() {
        return new TreeSet<>(uses);
    }

    /** What was refused since the start, in the words of the console. */
    public SortedSet<String> refusals() {
        return new TreeSet<>(refusals);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        LambdaFunction function = functions.get(accessKey(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
        String target = request.getHeaders().get("X-Amz-Target");
        if (function == null || target == null) {
            return super.handle(request, response, callback);
        }
        ByteBuffer body = Content.Source.asByteBuffer(request);
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        try {
            for (Operation operation : requests.read(target, bytes)) {
                switch (check.rule(function.logicalId(), operation)) {
                    case Allowed(List<PermissionUse> needed) -> needed.forEach(uses::add);
                    case Refused refused -> {
                        refuse(function, refused, response, callback);
                        return true;
                    }
                }
            }
        } catch (JsonException unreadable) {
            // What is not understood is not let through: AWS might refuse it.
            var asked = new Operation("dynamodb:" + target.substring(target.indexOf('.') + 1), "*", List.of());
            refuse(
                    function,
                    new Refused(asked, "as the local stack cannot read the request: " + unreadable.getMessage()),
                    response,
                    callback);
            return true;
        }
        return super.handle(new ReadAlready(request, bytes), response, callback);
    }

    private void refuse(LambdaFunction function, Refused refused, Response response, Callback callback) {
        Operation operation = refused.operation();
        String what = function.logicalId() + " is not authorized to perform: " + operation.action() + " on "
                + operation.resource().substring(operation.resource().indexOf('/') + 1) + kinds(operation) + " "
                + refused.because();
        refusals.add(what);
        console.line(what);

        String role = roles.containsKey(function.logicalId())
                ? roles.get(function.logicalId()).name()
                : function.name();
        String message = "User: arn:aws:sts::" + StackTemplate.ACCOUNT + ":assumed-role/" + role + "/"
                + function.name() + " is not authorized to perform: " + operation.action() + " on resource: "
                + operation.resource() + " " + refused.because();
        var answer =
                Json.object().put("__type", REFUSAL).put("Message", message).build();
        byte[] bytes = JsonText.writeBytes(answer);
        response.setStatus(400);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** Of the keys only what kinds they are: the rest can be a person's name. */
    private static String kinds(Operation operation) {
        Set<String> kinds = operation.keys().stream()
                .map(key -> key.indexOf('#') < 0 ? key : key.substring(0, key.indexOf('#') + 1) + "…")
                .collect(Collectors.toCollection(TreeSet::new));
        return kinds.isEmpty() ? "" : " (" + String.join(", ", kinds) + ")";
    }

    private static String accessKey(String authorization) {
        int start = authorization == null ? -1 : authorization.indexOf(CREDENTIAL);
        int end = start < 0 ? -1 : authorization.indexOf('/', start);
        return end < 0 ? "" : authorization.substring(start + CREDENTIAL.length(), end);
    }

    /** A request whose body has been read, and is there again for the next reader. */
    private static final class ReadAlready extends Request.Wrapper {
        private final Content.Source body;

        ReadAlready(Request request, byte[] body) {
            super(request);
            this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            body.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
