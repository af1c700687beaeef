package dev.tollgate.core.scan.phone;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadataCollection;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Makes the text of {@code plan.txt} from the metadata of libphonenumber. */
final class PlanText {
    static final String VERSION = "9.0.43";

    private static final String HEAD = """
            # The numbering plans of all calling codes: what libphonenumber's isValidNumber accepts. Made by PlanText (make phone-plan).
            # Source: com.googlecode.libphonenumber:libphonenumber %s, metadata, Copyright The Libphonenumber Authors,
            # licensed under the Apache License, Version 2.0. Changed: patterns put together into one automaton, and numbers
            # added that are set aside for films and examples.
            # A place a line, each behind those that it leads to; ! where a number may end; the digits and the place they lead to.
            """;

    /** Set aside for films and examples, or never given out: libphonenumber refuses them, people write them. */
    private static final Map<Integer, String> FOR_EXAMPLES = Map.of(
            // NANP: no area has this code.
            1,
            "555\\d{7}",
            // Ofcom, "Telephone numbers for use in TV and radio drama programmes".
            44,
            "(?:7700900|1632960|3069990)\\d{3}|8081570\\d{3}|9098790\\d{3}",
            // ARCEP decision 2018-0881, section 2.5.12.
            33,
            "(?:19900|26191|35301|46571|53649|63998)\\d{4}",
            // ACMA, "Phone numbers for use in TV shows, films and creative works".
            61,
            "[2378]5550\\d{4}|49157\\d{4}|1800975\\d{3}");

    private final DigitSet sets = new DigitSet();

    String made() {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        int all = DigitSet.NOTHING;
        for (int code : new TreeSet<>(library.getSupportedCallingCodes())) {
            int ofCode = DigitSet.NOTHING;
            for (String region : library.getRegionCodesForCountryCode(code)) {
                ofCode = sets.union(ofCode, ofRegion(metadata(region.equals("001") ? "" + code : region)));
            }
            ofCode = sets.union(ofCode, forExamples(code));
            all = sets.union(all, sets.behind("" + code, ofCode));
        }
        return HEAD.formatted(VERSION) + lines(all);
    }

    private int forExamples(int code) {
        String pattern = FOR_EXAMPLES.get(code);
        return pattern == null
                ? DigitSet.NOTHING
                : sets.matching(new DigitPattern(pattern), new TreeSet<>(List.of(9, 10)));
    }

    private int ofRegion(PhoneMetadata region) {
        var lengths = new TreeSet<>(region.getGeneralDesc().getPossibleLengthList());
        int ofTypes = DigitSet.NOTHING;
        for (PhoneNumberDesc type : List.of(
                region.getFixedLine(),
                region.getMobile(),
                region.getTollFree(),
                region.getPremiumRate(),
                region.getSharedCost(),
                region.getPersonalNumber(),
                region.getVoip(),
                region.getPager(),
                region.getUan(),
                region.getVoicemail())) {
            ofTypes = sets.union(ofTypes, described(type, lengths));
        }
        return sets.intersection(described(region.getGeneralDesc(), lengths), ofTypes);
    }

    private int described(PhoneNumberDesc numbers, TreeSet<Integer> usual) {
        String pattern = numbers.getNationalNumberPattern();
        if (pattern.isEmpty() || numbers.getPossibleLengthList().contains(-1)) {
            return DigitSet.NOTHING;
        }
        var lengths = new TreeSet<>(numbers.getPossibleLengthList());
        return sets.matching(new DigitPattern(pattern), lengths.isEmpty() ? usual : lengths);
    }

    static PhoneMetadata metadata(String name) {
        try (InputStream data = PhoneNumberUtil.class.getResourceAsStream("data/PhoneNumberMetadataProto_" + name)) {
            var collection = new PhoneMetadataCollection();
            collection.readExternal(new ObjectInputStream(data));
            return collection.getMetadataList().getFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Nodes were made before those that lead to them. */
    private String lines(int all) {
        var places = new HashMap<Integer, Integer>();
        var lines = new StringBuilder();
        for (int node : new TreeSet<>(sets.reachable(all))) {
            places.put(node, places.size() + 1);
            lines.append(line(sets.node(node), places)).append('\n');
        }
        return lines.toString();
    }

    private static String line(DigitSet.Node node, Map<Integer, Integer> places) {
        var runs = new ArrayList<String>();
        int digit = 0;
        while (digit < 10) {
            int first = digit;
            int to = node.next().get(first);
            while (digit < 10 && node.next().get(digit) == to) {
                digit++;
            }
            if (to != DigitSet.NOTHING) {
                runs.add(first + (digit - first > 1 ? "-" + (digit - 1) : "") + "=" + places.get(to));
            }
        }
        return (node.isEnd() ? "!" : "") + String.join(" ", runs);
    }
}
