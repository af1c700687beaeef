package dev.tollgate.local.gateway;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.http.HttpRequest;
import dev.tollgate.local.template.StackTemplate;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** A request as API Gateway's HTTP API hands it to a function: payload format 2.0. */
final class HttpApiEvent {
    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** They concern the connection to the gateway and say nothing to what is behind it (RFC 9110, section 7.6.1). */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect");

    private final int port;

    /** @param port the gateway's */
    HttpApiEvent(int port) {
        this.port = port;
    }

    /**
     * @param path decoded: unlike other services, an HTTP API hands it on so
     * @return empty when the query is not properly encoded
     */
    Optional<byte[]> of(HttpRequest request, String path, RouteTable.Match match, String requestId, Instant now) {
        Optional<Json.Obj> query = query(request.query());
        if (query.isEmpty()) {
            return Optional.empty();
        }
        var event = Json.object()
                .put("version", "2.0")
                .put("routeKey", match.route().key())
                .put("rawPath", path)
                .put("rawQueryString", request.query());
        List<String> cookies = cookies(request.headers());
        if (!cookies.isEmpty()) {
            event.put("cookies", Json.texts(cookies));
        }
        event.put("headers", headers(request, requestId));
        if (!query.get().members().isEmpty()) {
            event.put("queryStringParameters", query.get());
        }
        event.put("requestContext", context(request, path, match, requestId, now));
        if (!match.parameters().isEmpty()) {
            event.put("pathParameters", texts(match.parameters()));
        }
        Optional<String> text = request.body().length == 0 ? Optional.of("") : text(request);
        if (request.body().length > 0) {
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(request.body())));
        }
        event.put("isBase64Encoded", Json.of(text.isEmpty()));
        return Optional.of(JsonText.writeBytes(event.build()));
    }

    private Json.Obj headers(HttpRequest request, String requestId) {
        var values = new LinkedHashMap<String, String>();
        for (HttpField header : request.headers()) {
            String name = header.getLowerCaseName();
            if (!name.equals("cookie") && !OF_THE_CONNECTION.contains(name)) {
                values.merge(name, header.getValue(), (first, second) -> first + "," + second);
            }
        }
        if (request.body().length > 0) {
            values.put("content-length", Integer.toString(request.body().length));
        }
        values.merge("x-forwarded-for", request.sourceIp(), (sent, own) -> sent + ", " + own);
        values.put("x-forwarded-port", Integer.toString(port));
        values.put("x-forwarded-proto", "http");
        values.putIfAbsent("x-amzn-trace-id", "Root=1-" + requestId.substring(0, 8) + "-" + requestId.substring(8, 32));
        return texts(values);
    }

    private static List<String> cookies(HttpFields headers) {
        var cookies = new ArrayList<String>();
        for (HttpField header : headers.getFields(HttpHeader.COOKIE)) {
            for (String cookie : header.getValue().split(";")) {
                if (!cookie.isBlank()) {
                    cookies.add(cookie.strip());
                }
            }
        }
        return cookies;
    }

    private static Optional<Json.Obj> query(String query) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            Optional<String> name = PercentCoding.QUERY.decode(equals < 0 ? pair : pair.substring(0, equals));
            Optional<String> value = PercentCoding.QUERY.decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            values.merge(name.get(), value.get(), (first, second) -> first + "," + second);
        }
        return Optional.of(texts(values));
    }

    private static Json.Obj context(
            HttpRequest request, String path, RouteTable.Match match, String requestId, Instant now) {
        String host = request.header("host").orElse("localhost").replaceAll(":\\d*$", "");
        return Json.object()
                .put("accountId", StackTemplate.ACCOUNT)
                .put("apiId", "local")
                .put("domainName", host)
                .put("domainPrefix", host.contains(".") ? host.substring(0, host.indexOf('.')) : host)
                .put(
                        "http",
                        Json.object()
                                .put("method", request.method())
                                .put("path", path)
                                .put("protocol", request.protocol())
                                .put("sourceIp", request.sourceIp())
                                .put("userAgent", request.header("user-agent").orElse(""))
                                .build())
                .put("requestId", requestId)
                .put("routeKey", match.route().key())
                .put("stage", "$default")
                .put("time", LOG_TIME.format(now))
                .put("timeEpoch", now.toEpochMilli())
                .build();
    }

    /** The body as text, when it is not packed, its type is one that API Gateway takes for text and its bytes are. */
    private static Optional<String> text(HttpRequest request) {
        String encoding = request.header("content-encoding").orElse("identity").strip();
        if (!encoding.equalsIgnoreCase("identity")
                || !isText(request.header("content-type").orElse(""))) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    private static boolean isText(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/javascript")
                || type.equals("application/xml")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    private static Json.Obj texts(Map<String, String> values) {
        var object = Json.object();
        values.forEach(object::put);
        return object.build();
    }
}
