package dev.tollgate.cli.compile;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.tollgate.core.policy.expr.Expr.Loop.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What dev.cel makes of a macro, taken apart again. */
record Fold(CelComprehension comprehension) {
    private static final String NO_ITEM = "#unused";

    static Optional<Kind> kind(String macro) {
        String name = macro.equals("existsOne") ? "exists_one" : macro;
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(name))
                .findFirst();
    }

    /** cel.bind, and what optMap and optFlatMap make of it. */
    boolean isBinding() {
        return comprehension.iterVar().equals(NO_ITEM);
    }

    String boundName() {
        return comprehension.accuVar();
    }

    CelExpr bound() {
        return comprehension.accuInit();
    }

    CelExpr boundBody() {
        return comprehension.result();
    }

    CelExpr range() {
        return comprehension.iterRange();
    }

    List<String> names() {
        return comprehension.iterVar2().isEmpty()
                ? List.of(comprehension.iterVar())
                : List.of(comprehension.iterVar(), comprehension.iterVar2());
    }

    /** The condition of {@code map} and {@code transform…} that leaves items out. */
    Optional<CelExpr> filter(Kind kind) {
        return switch (kind) {
            case ALL, EXISTS, EXISTS_ONE, FILTER -> Optional.empty();
            case MAP, TRANSFORM_LIST, TRANSFORM_MAP, TRANSFORM_MAP_ENTRY ->
                isChoice() ? Optional.of(argument(step(), 0)) : Optional.empty();
        };
    }

    CelExpr body(Kind kind) {
        return switch (kind) {
            // accumulated && condition
            case ALL, EXISTS -> argument(step(), 1);
            // condition ? … : accumulated
            case EXISTS_ONE, FILTER -> argument(step(), 0);
            // accumulated + [item]
            case MAP, TRANSFORM_LIST -> argument(making(), 1).list().elements().getFirst();
            // insert(accumulated, key, value)
            case TRANSFORM_MAP -> argument(making(), 2);
            // insert(accumulated, entries)
            case TRANSFORM_MAP_ENTRY -> argument(making(), 1);
        };
    }

    private CelExpr making() {
        return isChoice() ? argument(step(), 1) : step();
    }

    private boolean isChoice() {
        return step().call().function().equals("_?_:_");
    }

    private CelExpr step() {
        return comprehension.loopStep();
    }

    private static CelExpr argument(CelExpr call, int place) {
        return call.call().args().get(place);
    }
}
