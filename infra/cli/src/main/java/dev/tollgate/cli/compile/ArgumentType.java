package dev.tollgate.cli.compile;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is certain of a value in a tool's arguments, once it has passed the tool's schema. */
sealed interface ArgumentType {

    /** Nothing is. */
    enum Anything implements ArgumentType {
        ANYTHING
    }

    enum Text implements ArgumentType {
        TEXT
    }

    enum Whole implements ArgumentType {
        WHOLE
    }

    enum Truth implements ArgumentType {
        TRUTH
    }

    record ListOf(ArgumentType item) implements ArgumentType {}

    /** From texts to values of one type. */
    record MapOf(ArgumentType value) implements ArgumentType {}

    /** @param isClosed whether there can be no other members */
    record ObjectOf(Map<String, Member> members, boolean isClosed) implements ArgumentType {
        public ObjectOf {
            members = Collections.unmodifiableMap(new TreeMap<>(members));
        }

        /** What is certain when the value is of this type or of the other one. */
        private ObjectOf or(ObjectOf other) {
            var names = new TreeSet<>(members.keySet());
            names.addAll(other.members.keySet());
            var both = new TreeMap<String, Member>();
            names.forEach(name -> both.put(name, or(members.get(name), other.members.get(name))));
            return new ObjectOf(both, isClosed && other.isClosed);
        }

        /** A member that one of them does not name may be there all the same, as anything. */
        private static Member or(Member one, Member other) {
            return one == null || other == null
                    ? new Member(Anything.ANYTHING, false)
                    : new Member(one.type().or(other.type()), one.isRequired() && other.isRequired());
        }
    }

    /** @param isRequired whether it is always there */
    record Member(ArgumentType type, boolean isRequired) {}

    /** What is certain when the value is of this type or of the other one. */
    default ArgumentType or(ArgumentType other) {
        if (equals(other)) {
            return this;
        }
        if (this instanceof ListOf(ArgumentType item) && other instanceof ListOf(ArgumentType otherItem)) {
            return new ListOf(item.or(otherItem));
        }
        return this instanceof ObjectOf object && other instanceof ObjectOf otherObject
                ? object.or(otherObject)
                : Anything.ANYTHING;
    }
}
