package dev.tollgate.local.gateway;

import dev.tollgate.local.template.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RouteTableTest {
    private final RouteTable routes = table(
            "$default", "ANY /{all+}", "GET /pets/{rest+}", "GET /pets/dog/{id}", "GET /pets/dog/1", "ANY /pets/dog/1");

    @ParameterizedTest
    @CsvSource({
        "GET,/pets/dog/1,GET /pets/dog/1",
        "POST,/pets/dog/1,ANY /pets/dog/1",
        "GET,/pets/dog/2,GET /pets/dog/{id}",
        "GET,/pets/cat/1,GET /pets/{rest+}",
        "GET,/pets/dog/,GET /pets/{rest+}",
        "POST,/pets/cat/1,ANY /{all+}",
        "GET,/,$default",
    })
    void choosesTheMostSpecificRoute(String method, String path, String key) {
        assertEquals(key, routes.find(method, path).orElseThrow().route().key());
    }

    @Test
    void givesTheValuesOfTheNames() {
        assertEquals(
                Map.of("id", "x y"),
                routes.find("GET", "/pets/dog/x y").orElseThrow().parameters());
        assertEquals(
                Map.of("rest", "a/b/c"),
                routes.find("GET", "/pets/a/b/c").orElseThrow().parameters());
    }

    @Test
    void findsNothingWithoutADefaultRoute() {
        assertEquals(Optional.empty(), table("GET /a").find("POST", "/a"));
        assertEquals(Optional.empty(), table("GET /a").find("GET", "/a/"));
        assertEquals(Optional.empty(), table("GET /a/{b}").find("GET", "/a/"));
    }

    private static RouteTable table(String... keys) {
        return new RouteTable(List.copyOf(Stream.of(keys)
                .map(key -> new Route(key, "Fn", Duration.ofSeconds(1)))
                .toList()));
    }
}
