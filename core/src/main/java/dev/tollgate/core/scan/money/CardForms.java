package dev.tollgate.core.scan.money;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.id.IdForm;
import dev.tollgate.core.scan.money.PaymentCard.Likelihood;
import java.util.ArrayList;
import java.util.List;

/** The ways in which numbers of payment cards are written. */
public final class CardForms {
    /** Grouped as on cards. */
    private static final List<String> GROUPED = List.of(
            "9999 9999 9999 9999",
            "9999 999999 99999",
            "9999 999999 9999",
            "9999 9999 9999 9999 999",
            "999999 9999999999");

    private static final int AS_ON_CARDS = 92;
    private static final int DIGITS_ONLY = 80;
    private static final int LABELLED = 97;

    private CardForms() {}

    public static List<IdForm> all() {
        var forms = new ArrayList<IdForm>();
        for (String shape : GROUPED) {
            forms.add(usual(shape, AS_ON_CARDS));
            forms.add(usual(shape.replace(' ', '-'), AS_ON_CARDS));
            forms.add(rare(shape));
            forms.add(rare(shape.replace(' ', '-')));
        }
        for (int length = PaymentCard.SHORTEST; length <= PaymentCard.LONGEST; length++) {
            forms.add(usual("9".repeat(length), DIGITS_ONLY));
            forms.add(rare("9".repeat(length)));
        }
        return List.copyOf(forms);
    }

    private static IdForm usual(String shape, int alone) {
        return new IdForm(
                PersonalType.CREDIT_CARD, shape, digits -> PaymentCard.is(Likelihood.USUAL, digits), alone, LABELLED);
    }

    private static IdForm rare(String shape) {
        return new IdForm(
                PersonalType.CREDIT_CARD, shape, digits -> PaymentCard.is(Likelihood.RARE, digits), 0, LABELLED);
    }
}
