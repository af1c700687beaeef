package dev.tollgate.core.scan;

/** Letters of European languages without their accents, as names of fields and careless writers have them. */
final class Accents {
    private static final String WITH = "àáâãäåçèéêëìíîïñòóôõöøùúûüýąćęłńśźżčďěňřšťůžőűğışœæß";
    private static final String[] WITHOUT =
            "a a a a a a c e e e e i i i i n o o o o o o u u u u y a c e l n s z z c d e n r s t u z o u g i s oe ae ss"
                    .split(" ");

    private Accents() {}

    static String without(String text) {
        var plain = new StringBuilder(text.length() + 2);
        for (int i = 0; i < text.length(); i++) {
            int place = WITH.indexOf(text.charAt(i));
            if (place < 0) {
                plain.append(text.charAt(i));
            } else {
                plain.append(WITHOUT[place]);
            }
        }
        return plain.toString();
    }
}
