package dev.tollgate.tests.corpus;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Made-up addresses of mail and machines, and telephone numbers. */
final class Contacts {
    /** A digit for each #, 2 to 9 for each N. */
    private static final Map<String, List<String>> PHONES = Map.ofEntries(
            Map.entry(
                    "us",
                    List.of(
                            "(AAA) N##-####",
                            "AAA-N##-####",
                            "AAA.N##.####",
                            "+1 AAA N## ####",
                            "+1-AAA-N##-####",
                            "1-AAA-N##-####",
                            "AAA N## ####",
                            "+1 (AAA) N##-####",
                            "+1AAAN######")),
            Map.entry(
                    "uk",
                    List.of(
                            "020 7946 0###",
                            "+44 20 7946 0###",
                            "0161 496 0###",
                            "07911 1#####",
                            "+44 7911 1#####",
                            "(0131) 496 0###",
                            "+44 (0)161 496 0###")),
            Map.entry(
                    "de",
                    List.of(
                            "030 2345####",
                            "+49 30 2345####",
                            "089/2345###",
                            "0151 2#######",
                            "+49 151 2#######",
                            "+49 (0)221 9876###",
                            "040-3456####",
                            "0171/2345###")),
            Map.entry(
                    "fr",
                    List.of(
                            "01 4# ## ## ##",
                            "06 1# ## ## ##",
                            "+33 6 1# ## ## ##",
                            "04.7#.##.##.##",
                            "+33 (0)1 4# ## ## ##",
                            "061#######")),
            Map.entry("es", List.of("612 ### ###", "91 234 ## ##", "+34 612 ### ###", "93 345 ## ##", "6123#####")),
            Map.entry(
                    "it",
                    List.of(
                            "347 12#####",
                            "06 6987####",
                            "+39 347 12#####",
                            "02 8645 ####",
                            "+39 06 6987####",
                            "333-45#####")),
            Map.entry(
                    "pt",
                    List.of("912 ### ###", "21 345 ####", "+351 912 ### ###", "+351 21 345 ####", "22 345 ## ##")),
            Map.entry(
                    "nl", List.of("06-12######", "020-624####", "+31 6 12######", "+31 20 624 ####", "06 12 ## ## ##")),
            Map.entry("pl", List.of("512 ### ###", "+48 512 ### ###", "22 628 ## ##", "(22) 628 ## ##", "501-###-###")),
            Map.entry(
                    "ja",
                    List.of(
                            "03-3456-####",
                            "090-1234-####",
                            "+81 90 1234 ####",
                            "+81-3-3456-####",
                            "06-6345-####",
                            "080-3456-####")),
            Map.entry(
                    "hi",
                    List.of(
                            "98765 #####",
                            "+91 98765 #####",
                            "+91-98201-#####",
                            "022 2345 ####",
                            "098765#####",
                            "+9198765#####")),
            Map.entry("br", List.of("(11) 9####-####", "+55 11 9####-####", "(21) 2###-####", "21 98###-####")),
            Map.entry("au", List.of("0412 ### ###", "+61 412 ### ###", "(02) 9876 ####", "02 9876 ####")),
            Map.entry("ko", List.of("010-2345-####", "+82 10-2345-####", "02-345-####")),
            Map.entry("zh", List.of("138 1234 ####", "+86 138 1234 ####", "1381234####", "010-6655####")),
            Map.entry("sv", List.of("070-123 ## ##", "+46 70 123 ## ##", "08-123 ### ##")),
            Map.entry("fi", List.of("040 123 ####", "+358 40 123 ####", "09 123 4###")));

    private static final List<String> AREAS = List.of(
            "212", "415", "617", "312", "206", "303", "404", "512", "702", "919", "503", "646", "213", "305", "614",
            "720", "416", "604");

    private static final List<String> DOMAINS = List.of(
            "example.com",
            "example.org",
            "example.net",
            "mail.example.com",
            "example.co.uk",
            "example.de",
            "example.fr",
            "corp.example.org",
            "example.it",
            "example.es",
            "example.nl",
            "example.pl",
            "example.com.br",
            "example.jp",
            "example.in",
            "eu-west.example.net",
            "example.io",
            "example.dev",
            "example.health",
            "example.pt",
            "my-example.com",
            "example.co.jp",
            "example.se",
            "example.fi");

    private Contacts() {}

    static String phone(String country, Dice dice) {
        String form = dice.oneOf(PHONES.get(country)).replace("AAA", dice.oneOf(AREAS));
        var number = new StringBuilder();
        for (char c : form.toCharArray()) {
            number.append(c == '#' ? (char) ('0' + dice.below(10)) : c == 'N' ? (char) ('2' + dice.below(8)) : c);
        }
        return number.toString();
    }

    /** In which country someone who writes this language telephones. */
    static String phoneOf(String language, Dice dice) {
        return switch (language) {
            case "en" -> phone(dice.of("us", "us", "us", "uk", "au", "hi"), dice);
            case "pt" -> phone(dice.of("pt", "br"), dice);
            default -> phone(PHONES.containsKey(language) ? language : "us", dice);
        };
    }

    static String email(String first, String last, Dice dice) {
        String given = plain(first);
        String family = plain(last);
        String local = switch (dice.below(10)) {
            case 0 -> given;
            case 1 -> given.charAt(0) + family;
            case 2 -> given + "_" + family;
            case 3 -> family + dice.between(1, 99);
            case 4 -> given + "." + family + "+" + dice.of("news", "shop", "2024", "billing");
            case 5 -> dice.of("info", "sales", "hr", "kontakt", "no-reply", "compras") + "-" + dice.below(50);
            case 6 -> given.charAt(0) + "." + family;
            case 7 -> given + "-" + family;
            default -> given + "." + family;
        };
        String address = local + "@" + dice.oneOf(DOMAINS);
        return dice.inHundred(6) ? address.toUpperCase(Locale.ROOT) : address;
    }

    /** Letters without marks; a name that has none in ASCII becomes a made-up word. */
    static String plain(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replace("ß", "ss")
                .replace("ł", "l")
                .replace("Ł", "l")
                .chars()
                .filter(c -> c < 0x80 && Character.isLetter(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toLowerCase(Locale.ROOT);
        return letters.isEmpty() ? "user" + Math.floorMod(name.hashCode(), 97) : letters;
    }

    /** Documentation and private ranges, and others. */
    static String ip(Dice dice) {
        return dice.inHundred(72) ? ipv4(dice) : ipv6(dice);
    }

    static String ipv4(Dice dice) {
        String tail = dice.between(1, 254) + "";
        return switch (dice.below(7)) {
            case 0 -> "192.0.2." + tail;
            case 1 -> "198.51.100." + tail;
            case 2 -> "203.0.113." + tail;
            case 3 -> "10." + dice.below(256) + "." + dice.below(256) + "." + tail;
            case 4 -> "192.168." + dice.below(256) + "." + tail;
            case 5 -> "172." + dice.between(16, 31) + "." + dice.below(256) + "." + tail;
            default -> dice.between(11, 126) + "." + dice.between(16, 255) + "." + dice.below(256) + "." + tail;
        };
    }

    static String ipv6(Dice dice) {
        return switch (dice.below(5)) {
            case 0 -> "2001:db8::" + dice.some(dice.between(1, 4), "123456789abcdef");
            case 1 ->
                "2001:db8:" + dice.some(4, "123456789abcdef") + ":" + dice.some(2, "123456789abcdef") + "::"
                        + dice.some(3, "123456789abcdef");
            case 2 ->
                "2001:0db8:" + dice.some(4, Dice.HEX) + ":" + dice.some(4, Dice.HEX) + ":" + dice.some(4, Dice.HEX)
                        + ":" + dice.some(4, Dice.HEX) + ":" + dice.some(4, Dice.HEX) + ":" + dice.some(4, Dice.HEX);
            case 3 ->
                "fe80::" + dice.some(4, "123456789abcdef") + ":" + dice.some(2, Dice.HEX) + "ff:fe"
                        + dice.some(2, Dice.HEX) + ":" + dice.some(4, "123456789abcdef");
            default ->
                ("2001:DB8:" + dice.some(3, "123456789abcdef") + "::" + dice.some(4, "123456789abcdef"))
                        .toUpperCase(Locale.ROOT);
        };
    }

    static String mac(Dice dice) {
        String octets = dice.some(1, Dice.HEX) + dice.some(1, "02468ace") + dice.some(10, Dice.HEX);
        String text = switch (dice.below(8)) {
            case 0, 1 -> Dice.grouped(octets, "-", 2, 2, 2, 2, 2, 2);
            case 2 -> Dice.grouped(octets, ".", 4, 4, 4);
            default -> Dice.grouped(octets, ":", 2, 2, 2, 2, 2, 2);
        };
        return dice.inHundred(40) ? text.toUpperCase(Locale.ROOT) : text;
    }

    static String coordinates(Dice dice) {
        String latitude = dice.between(-60, 68) + "." + dice.digits(dice.between(4, 6));
        String longitude = dice.between(-170, 175) + "." + dice.digits(dice.between(4, 6));
        return switch (dice.below(6)) {
            case 0 ->
                Math.abs(Integer.parseInt(latitude.substring(0, latitude.indexOf('.')))) + "° " + dice.between(0, 59)
                        + "' " + dice.between(0, 59) + "\" N, " + dice.between(0, 170) + "° " + dice.between(0, 59)
                        + "' "
                        + dice.between(0, 59) + "\" E";
            case 1 -> latitude + "," + longitude;
            case 2 -> latitude.replace("-", "") + "° N, " + longitude.replace("-", "") + "° W";
            default -> latitude + ", " + longitude;
        };
    }

    static String coordinate(Dice dice) {
        return dice.between(-60, 68) + "." + dice.digits(dice.between(4, 7));
    }
}
