package dev.tollgate.core.policy.expr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every operator and function of conditions. A method's target is its first argument. */
public enum Function {
    AND("&&", 2, Form.INFIX),
    OR("||", 2, Form.INFIX),
    NOT("!", 1, Form.PREFIX),
    CONDITIONAL("?:", 3, Form.CONDITIONAL),
    EQUAL("==", 2, Form.INFIX),
    NOT_EQUAL("!=", 2, Form.INFIX),
    LESS("<", 2, Form.INFIX),
    LESS_OR_EQUAL("<=", 2, Form.INFIX),
    GREATER(">", 2, Form.INFIX),
    GREATER_OR_EQUAL(">=", 2, Form.INFIX),
    IN("in", 2, Form.INFIX),
    INDEX("[]", 2, Form.INDEX),
    INDEX_OPTIONAL("[?]", 2, Form.INDEX),
    ADD("+", 2, Form.INFIX),
    SUBTRACT("-", 2, Form.INFIX),
    MULTIPLY("*", 2, Form.INFIX),
    DIVIDE("/", 2, Form.INFIX),
    REMAINDER("%", 2, Form.INFIX),
    NEGATE("neg", 1, Form.PREFIX),

    BOOL("bool", 1, Form.GLOBAL),
    BYTES("bytes", 1, Form.GLOBAL),
    DOUBLE("double", 1, Form.GLOBAL),
    DURATION("duration", 1, Form.GLOBAL),
    DYN("dyn", 1, Form.GLOBAL),
    INT("int", 1, Form.GLOBAL),
    STRING("string", 1, Form.GLOBAL),
    TIMESTAMP("timestamp", 1, Form.GLOBAL),
    TYPE("type", 1, Form.GLOBAL),
    UINT("uint", 1, Form.GLOBAL),

    SIZE("size", 1, Form.GLOBAL),
    CONTAINS("contains", 2, Form.METHOD),
    STARTS_WITH("startsWith", 2, Form.METHOD),
    ENDS_WITH("endsWith", 2, Form.METHOD),
    MATCHES("matches", 2, Form.METHOD),

    GET_FULL_YEAR("getFullYear", 1, 2),
    GET_MONTH("getMonth", 1, 2),
    GET_DATE("getDate", 1, 2),
    GET_DAY_OF_MONTH("getDayOfMonth", 1, 2),
    GET_DAY_OF_WEEK("getDayOfWeek", 1, 2),
    GET_DAY_OF_YEAR("getDayOfYear", 1, 2),
    GET_HOURS("getHours", 1, 2),
    GET_MINUTES("getMinutes", 1, 2),
    GET_SECONDS("getSeconds", 1, 2),
    GET_MILLISECONDS("getMilliseconds", 1, 2),

    CHAR_AT("charAt", 2, Form.METHOD),
    INDEX_OF("indexOf", 2, 3),
    JOIN("join", 1, 2),
    LAST_INDEX_OF("lastIndexOf", 2, 3),
    LOWER_ASCII("lowerAscii", 1, Form.METHOD),
    QUOTE("strings.quote", 1, Form.GLOBAL),
    REPLACE("replace", 3, 4),
    REVERSE("reverse", 1, Form.METHOD),
    SPLIT("split", 2, 3),
    SUBSTRING("substring", 2, 3),
    TRIM("trim", 1, Form.METHOD),
    UPPER_ASCII("upperAscii", 1, Form.METHOD),

    OPTIONAL_NONE("optional.none", 0, Form.GLOBAL),
    OPTIONAL_OF("optional.of", 1, Form.GLOBAL),
    OPTIONAL_OF_NON_ZERO("optional.ofNonZeroValue", 1, Form.GLOBAL),
    OPTIONAL_UNWRAP("optional.unwrap", 1, Form.GLOBAL),
    HAS_VALUE("hasValue", 1, Form.METHOD),
    VALUE("value", 1, Form.METHOD),
    OR_OPTIONAL("or", 2, Form.METHOD),
    OR_VALUE("orValue", 2, Form.METHOD),
    FIRST("first", 1, Form.METHOD),
    LAST("last", 1, Form.METHOD),

    GLOB("glob", 2, Form.GLOBAL),
    CIDR("cidr", 2, Form.GLOBAL),
    DOMAIN("domain", 2, Form.GLOBAL),
    MIN("min", 1, 2, Form.GLOBAL),
    MAX("max", 1, 2, Form.GLOBAL),
    SCHEDULE("schedule", 1, Form.GLOBAL);

    /** How it is written. */
    enum Form {
        INFIX,
        PREFIX,
        CONDITIONAL,
        INDEX,
        GLOBAL,
        METHOD
    }

    private static final Map<String, Function> BY_SIGN = new HashMap<>();

    static {
        for (Function function : values()) {
            BY_SIGN.put(function.sign, function);
        }
    }

    private final String sign;
    private final int fewest;
    private final int most;
    private final Form form;

    Function(String sign, int arguments, Form form) {
        this(sign, arguments, arguments, form);
    }

    Function(String sign, int fewest, int most) {
        this(sign, fewest, most, Form.METHOD);
    }

    Function(String sign, int fewest, int most, Form form) {
        this.sign = sign;
        this.fewest = fewest;
        this.most = most;
        this.form = form;
    }

    /** The name, or the operator's sign: what stands in a bundle. */
    public String sign() {
        return sign;
    }

    Form form() {
        return form;
    }

    public boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    public static Optional<Function> ofSign(String sign) {
        return Optional.ofNullable(BY_SIGN.get(sign));
    }
}
