package dev.tollgate.core.scan;

import dev.tollgate.core.scan.id.NationalIds;
import dev.tollgate.core.scan.money.CardForms;
import dev.tollgate.core.scan.money.CryptoAddress;
import dev.tollgate.core.scan.money.Iban;
import dev.tollgate.core.scan.money.TrackData;
import dev.tollgate.core.scan.network.IpAddressText;
import dev.tollgate.core.scan.network.MacAddressText;
import dev.tollgate.core.scan.person.Ages;
import dev.tollgate.core.scan.phone.PhoneNumber;
import dev.tollgate.core.scan.place.GeoCoordinates;
import dev.tollgate.core.scan.place.StreetAddress;
import dev.tollgate.core.scan.thing.VehicleId;
import java.util.List;
import java.util.stream.Stream;

/**
 * What looks at digits and at groups of letters and digits.
 *
 * @param shapes of cards and of the ids of countries
 */
record NumberDetectors(
        IdShapes shapes,
        Ages ages,
        PhoneNumber phone,
        GeoCoordinates geo,
        StreetAddress addresses,
        IpAddressText ip,
        MacAddressText mac,
        Iban iban,
        CryptoAddress crypto,
        VehicleId vehicle,
        TrackData track) {
    /** Of a card's number. */
    private static final int SHORTEST_BY_FORM = 13;

    static NumberDetectors all() {
        var shapes = new IdShapes(Stream.of(CardForms.all(), NationalIds.forms())
                .flatMap(List::stream)
                .toList());
        return new NumberDetectors(
                shapes,
                new Ages(),
                new PhoneNumber(),
                new GeoCoordinates(),
                new StreetAddress(),
                new IpAddressText(),
                new MacAddressText(),
                new Iban(),
                new CryptoAddress(),
                new VehicleId(),
                new TrackData());
    }

    /**
     * Looks at a group whose kind its form alone tells.
     *
     * @return the byte after what was found that goes on behind the group; {@code start} when nothing was
     */
    int byForm(byte[] text, int from, int to, int start, int end, Sink sink) {
        if (end - start < SHORTEST_BY_FORM) {
            return start;
        }
        vehicle.look(text, start, end, sink);
        int trackEnd = track.look(text, from, to, start, sink);
        if (trackEnd == start) {
            crypto.look(text, start, end, sink);
        }
        return trackEnd;
    }
}
