package dev.tollgate.core.scan;

/** Types of personal data. Those without a source are described in docs/redaction.md. */
public enum PersonalType implements FindingType {
    // Contact and network
    EMAIL_ADDRESS,
    PHONE_NUMBER,
    IP_ADDRESS,
    MAC_ADDRESS,
    POSTAL_ADDRESS,
    POSTAL_CODE,
    GEO_COORDINATES,
    // A person
    PERSON_NAME,
    DATE_OF_BIRTH,
    AGE,
    // Money
    CREDIT_CARD,
    CARD_SECURITY_CODE,
    CARD_TRACK_DATA,
    IBAN,
    BIC,
    BANK_ACCOUNT,
    CRYPTO_ADDRESS,
    // Health
    MEDICAL_RECORD_NUMBER,
    HEALTH_PLAN_NUMBER,
    // Things
    VEHICLE_ID,
    LICENSE_PLATE,
    DEVICE_ID,
    // National ids
    US_SSN,
    US_ITIN,
    US_PASSPORT,
    US_DRIVER_LICENSE,
    US_NPI,
    US_DEA,
    US_MBI,
    UK_NHS,
    UK_NINO,
    UK_PASSPORT,
    DE_TAX_ID,
    DE_ID_CARD,
    FR_NIR,
    ES_NIF,
    ES_NIE,
    IT_FISCAL_CODE,
    PL_PESEL,
    NL_BSN,
    SE_PERSONNUMMER,
    FI_HETU,
    IN_AADHAAR,
    IN_PAN,
    AU_TFN,
    AU_ABN,
    AU_MEDICARE,
    BR_CPF,
    BR_CNPJ,
    CA_SIN,
    SG_NRIC,
    KR_RRN,
    JP_MY_NUMBER,
    IE_PPS,
    BE_NATIONAL_NUMBER,
    AT_SVNR,
    CH_AHV,
    PT_NIF,
    TR_KIMLIK,
    ZA_ID,
    MX_CURP;

    @Override
    public Group group() {
        return Group.PERSONAL;
    }
}
