package dev.tollgate.cli.compile;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.tollgate.cli.compile.ArgumentType.Anything;
import dev.tollgate.cli.compile.ArgumentType.ListOf;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.cli.compile.ArgumentType.Text;
import dev.tollgate.cli.compile.ArgumentType.Truth;
import dev.tollgate.cli.compile.ArgumentType.Whole;
import dev.tollgate.core.policy.expr.Input;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of conditions with the types that they have for calls of certain tools, in the terms of dev.cel. An
 * object is a type of its own there. A name that an object does not have is of any type, so that dev.cel leaves it to
 * {@link PresenceCheck} to say what is wrong.
 */
final class TypedVariables {
    private final Set<String> mentioned;
    private final Map<String, ObjectOf> objects = new LinkedHashMap<>();
    private final Map<String, StructType> structs = new LinkedHashMap<>();
    private final Map<Input, CelType> variables = new EnumMap<>(Input.class);

    /**
     * @param arguments what is certain of {@code args}
     * @param mentioned each name that the expression selects
     */
    TypedVariables(ArgumentType arguments, Set<String> mentioned) {
        this.mentioned = mentioned;
        KnownVariables.TYPES.forEach((input, type) -> variables.put(input, type(type, input.word())));
        variables.put(Input.ARGS, type(arguments, Input.ARGS.word()));
    }

    Map<Input, CelType> variables() {
        return variables;
    }

    /** What an object is, by the name of its type. */
    Optional<ObjectOf> objectOf(CelType type) {
        return Optional.ofNullable(objects.get(type.name()));
    }

    boolean isOfArguments(CelType type) {
        return type.name().startsWith("object(" + Input.ARGS.word());
    }

    CelTypeProvider provider() {
        return new CelTypeProvider() {
            @Override
            public ImmutableCollection<CelType> types() {
                return ImmutableSet.copyOf(structs.values());
            }

            @Override
            public Optional<CelType> findType(String name) {
                return Optional.ofNullable(structs.get(name));
            }
        };
    }

    /**
     * What can be done with a map and text for a key can be done with objects.
     *
     * @param called those that the expression calls: dev.cel takes its time for each
     */
    List<CelFunctionDecl> functions(Set<String> called) {
        return OVERLOADS.entrySet().stream()
                .filter(each -> called.contains(each.getKey()))
                .map(each -> CelFunctionDecl.newFunctionDeclaration(
                        each.getKey(),
                        structs.values().stream()
                                .map(type -> each.getValue().of(each.getKey() + " of " + type.name(), type))
                                .toList()))
                .toList();
    }

    private interface OverloadOf {
        CelOverloadDecl of(String name, CelType type);
    }

    private static final Map<String, OverloadOf> OVERLOADS = Map.of(
            "_[_]",
            (name, type) -> CelOverloadDecl.newGlobalOverload(name, SimpleType.DYN, type, SimpleType.STRING),
            "_[?_]",
            (name, type) -> CelOverloadDecl.newGlobalOverload(
                    name, OptionalType.create(SimpleType.DYN), type, SimpleType.STRING),
            "@in",
            (name, type) -> CelOverloadDecl.newGlobalOverload(name, SimpleType.BOOL, SimpleType.STRING, type),
            "size",
            (name, type) -> CelOverloadDecl.newGlobalOverload(name, SimpleType.INT, type));

    private CelType type(ArgumentType type, String place) {
        return switch (type) {
            case Anything anything -> SimpleType.DYN;
            case Text text -> SimpleType.STRING;
            case Whole whole -> SimpleType.INT;
            case Truth truth -> SimpleType.BOOL;
            case ListOf(ArgumentType item) -> ListType.create(type(item, place + "[]"));
            case ArgumentType.MapOf(ArgumentType value) -> MapType.create(SimpleType.STRING, type(value, place + "[]"));
            case ObjectOf object -> struct(object, place);
        };
    }

    /** Its name can be nobody's variable, which dev.cel would take for the type otherwise. */
    private StructType struct(ObjectOf object, String place) {
        String name = "object(" + place + ")";
        var members = new LinkedHashMap<String, CelType>();
        object.members().forEach((each, member) -> members.put(each, type(member.type(), place + "." + each)));
        mentioned.forEach(each -> members.putIfAbsent(each, SimpleType.DYN));
        StructType struct = StructType.create(
                name, ImmutableSet.copyOf(members.keySet()), each -> Optional.ofNullable(members.get(each)));
        objects.put(name, object);
        structs.put(name, struct);
        return struct;
    }
}
