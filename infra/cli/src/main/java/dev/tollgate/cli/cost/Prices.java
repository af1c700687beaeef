package dev.tollgate.cli.cost;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A price for each {@link Item}.
 *
 * @param date when the prices held, as whoever wrote them down says
 * @param source where they come from
 */
public record Prices(String region, String date, String source, Map<Item, Price> all) {
    private static final String LISTED = "prices.json";
    private static final int MOST_BYTES = 100_000;
    private static final int MOST_TEXT = 300;
    private static final int MOST_DEPTH = 8;
    /** BigDecimal would take 1e999999999 and then need as many digits. */
    private static final int MOST_DIGITS = 20;

    public Prices {
        all = Map.copyOf(all);
    }

    /** Those that come with the command. */
    public static Prices listed() throws IOException {
        try (InputStream in = Prices.class.getResourceAsStream(LISTED)) {
            return of(LISTED, in.readAllBytes());
        }
    }

    /** @throws IOException with a message for the user when the file is no list of prices */
    public static Prices of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in.readNBytes(MOST_BYTES + 1));
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + file, missing);
        }
    }

    private static Prices of(String name, byte[] utf8) throws IOException {
        if (utf8.length > MOST_BYTES) {
            throw new IOException(name + ": expected at most 100,000 bytes");
        }
        try {
            if (!(new JsonText(MOST_DEPTH).parse(utf8) instanceof Json.Obj file)) {
                throw new IllegalArgumentException("expected an object with region, date, source and prices");
            }
            return new Prices(text(file, "region"), text(file, "date"), text(file, "source"), all(file));
        } catch (JsonException | IllegalArgumentException wrong) {
            throw new IOException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static String text(Json.Obj file, String member) {
        return file.text(member)
                .filter(text -> !text.isBlank() && text.length() <= MOST_TEXT)
                .filter(text -> text.chars().noneMatch(Character::isISOControl))
                .orElseThrow(() -> new IllegalArgumentException(member + ": expected a line of 1 to 300 characters"));
    }

    private static Map<Item, Price> all(Json.Obj file) {
        Json.Obj prices = file.object("prices")
                .orElseThrow(
                        () -> new IllegalArgumentException("prices: expected an object with a price for each item"));
        for (String member : prices.members().keySet()) {
            if (Arrays.stream(Item.values()).noneMatch(item -> item.fileName().equals(member))) {
                throw new IllegalArgumentException("prices: there is no item '" + member + "'");
            }
        }
        var all = new EnumMap<Item, Price>(Item.class);
        for (Item item : Item.values()) {
            all.put(item, price(prices, item));
        }
        return all;
    }

    private static Price price(Json.Obj prices, Item item) {
        String place = "prices." + item.fileName();
        Json.Obj price = prices.object(item.fileName())
                .orElseThrow(() -> new IllegalArgumentException(
                        place + ": expected an object such as {\"dollars\": 0.625, \"per\": 1000000}"));
        try {
            return new Price(
                    dollars(price).orElseThrow(() -> new IllegalArgumentException("dollars: expected 0 to 1,000,000")),
                    price.integer("per").orElse(0L));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(place + "." + wrong.getMessage(), wrong);
        }
    }

    private static Optional<BigDecimal> dollars(Json.Obj price) {
        return price.get("dollars")
                .filter(Json.Num.class::isInstance)
                .map(number -> ((Json.Num) number).text())
                .filter(text -> text.length() <= MOST_DIGITS && text.chars().noneMatch(c -> c == 'e' || c == 'E'))
                .map(BigDecimal::new);
    }
}
