package dev.tollgate.tests.clock;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Map;

/**
 * Puts the system clock of one process ahead, as that of a machine whose time is wrong: {@code java.time.Clock} and what
 * asks it. What only measures how long something takes ({@code System.nanoTime}) is not changed, as it is not by a wrong
 * clock either.
 */
public final class ClockAhead {
    private static final ClassDesc INSTANT = ClassDesc.of("java.time.Instant");

    /** By name, which method of each is what others ask; {@code Clock}'s own other ones ask its instant. */
    private static final Map<String, String> READS = Map.of(
            "java/time/Clock", "currentInstant",
            "java/time/Clock$SystemClock", "millis",
            "java/time/Clock$SystemInstantSource", "millis");

    private static final MethodTypeDesc MOVED = MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long);

    private ClockAhead() {}

    /**
     * @param argument milliseconds, a comma, and a file that does not exist: only the first process that is started with
     *     it can create it, and is ahead
     */
    public static void premain(String argument, Instrumentation instrumentation)
            throws IOException, ClassNotFoundException, UnmodifiableClassException {
        int comma = argument.indexOf(',');
        try {
            Files.createFile(Path.of(argument.substring(comma + 1)));
        } catch (FileAlreadyExistsException another) {
            return;
        }
        instrumentation.addTransformer(new Ahead(Long.parseLong(argument.substring(0, comma))), true);
        for (String name : READS.keySet()) {
            instrumentation.retransformClasses(Class.forName(name.replace('/', '.')));
        }
    }

    private record Ahead(long millis) implements ClassFileTransformer {

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
            String read = READS.get(name);
            if (read == null) {
                return null;
            }
            var format = ClassFile.of();
            CodeTransform ahead = (code, element) -> {
                if (element instanceof ReturnInstruction end && end.opcode() == Opcode.ARETURN) {
                    code.loadConstant(millis).invokevirtual(INSTANT, "plusMillis", MOVED);
                } else if (element instanceof ReturnInstruction) {
                    code.loadConstant(millis).ladd();
                }
                code.with(element);
            };
            return format.transformClass(
                    format.parse(classFile),
                    ClassTransform.transformingMethodBodies(
                            method -> method.methodName().equalsString(read), ahead));
        }
    }
}
