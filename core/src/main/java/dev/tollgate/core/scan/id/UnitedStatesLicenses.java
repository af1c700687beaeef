package dev.tollgate.core.scan.id;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import java.util.List;

/**
 * Driver's licenses of the states of the United States, in the forms that the states publish (collected in the AAMVA's
 * "Driver License Number Formats"). They have no check digits that all could test: found with a label only.
 */
final class UnitedStatesLicenses {
    private static final String RESOURCE = "us-driver-licenses.txt";
    private static final int WITH_LETTERS = 88;
    private static final int DIGITS_ONLY = 80;

    private UnitedStatesLicenses() {}

    static List<IdForm> forms() {
        return ResourceLines.of(UnitedStatesLicenses.class, RESOURCE).stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .map(UnitedStatesLicenses::form)
                .toList();
    }

    private static IdForm form(String shape) {
        int labelled = shape.indexOf('A') >= 0 || shape.indexOf('*') >= 0 ? WITH_LETTERS : DIGITS_ONLY;
        return new IdForm(PersonalType.US_DRIVER_LICENSE, shape, number -> true, 0, labelled);
    }
}
