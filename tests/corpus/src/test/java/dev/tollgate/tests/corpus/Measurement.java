package dev.tollgate.tests.corpus;

import dev.tollgate.core.scan.Scanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What came out for one corpus: the tuned half and the half that nobody tuned on. */
record Measurement(long seed, int size, Score tuned, Score heldout, List<Score.Error> errors) {
    /** Those whose standards define check digits. */
    static final List<String> CHECKSUMMED = List.of(
            "CREDIT_CARD",
            "IBAN",
            "CRYPTO_ADDRESS",
            "US_NPI",
            "US_DEA",
            "UK_NHS",
            "DE_TAX_ID",
            "DE_ID_CARD",
            "FR_NIR",
            "ES_NIF",
            "ES_NIE",
            "IT_FISCAL_CODE",
            "PL_PESEL",
            "NL_BSN",
            "SE_PERSONNUMMER",
            "FI_HETU",
            "IN_AADHAAR",
            "AU_TFN",
            "AU_ABN",
            "AU_MEDICARE",
            "BR_CPF",
            "BR_CNPJ",
            "CA_SIN",
            "SG_NRIC",
            "KR_RRN",
            "JP_MY_NUMBER",
            "IE_PPS",
            "BE_NATIONAL_NUMBER",
            "AT_SVNR",
            "CH_AHV",
            "PT_NIF",
            "TR_KIMLIK",
            "ZA_ID",
            "MX_CURP");

    static Measurement of(long seed, int size) {
        var scanner = new Scanner();
        var corpus = new Corpus(seed);
        // Errors of the other half are for nobody to look at.
        var errors = new ArrayList<Score.Error>();
        var scores = Map.of(
                Split.TUNED, new Score(scanner, errors::add),
                Split.HELDOUT, new Score(scanner, error -> {}));
        corpus.texts(size).forEach(text -> scores.get(text.split()).add(text));
        return new Measurement(seed, size, scores.get(Split.TUNED), scores.get(Split.HELDOUT), errors);
    }

    Score of(Split split) {
        return switch (split) {
            case TUNED -> tuned;
            case HELDOUT -> heldout;
        };
    }
}
