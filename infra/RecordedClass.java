import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.util.Arrays;
import java.util.List;

/**
 * A class of the start-up code that Quarkus records while it builds, taken apart into its code and the texts in it.
 *
 * @param code the class with every text empty and its constants in the order of their use; without stack maps, which
 *     follow from the code
 * @param texts in the order of their use
 */
record RecordedClass(byte[] code, List<String> texts) {
    private static final ClassFile CLASSES =
            ClassFile.of(ConstantPoolSharingOption.NEW_POOL, StackMapsOption.DROP_STACK_MAPS);

    static RecordedClass of(byte[] bytes) {
        ClassModel model = CLASSES.parse(bytes);
        byte[] code = CLASSES.transformClass(model, ClassTransform.transformingMethodBodies(RecordedClass::withoutText));
        List<String> texts = model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(CodeModel::elementStream)
                .filter(RecordedClass::isText)
                .map(element -> ((StringEntry) ((LoadConstantInstruction) element).constantEntry()).stringValue())
                .toList();
        return new RecordedClass(code, texts);
    }

    boolean hasTheCodeOf(RecordedClass other) {
        return Arrays.equals(code, other.code) && texts.size() == other.texts.size();
    }

    private static void withoutText(CodeBuilder builder, CodeElement element) {
        if (isText(element)) {
            builder.loadConstant("");
        } else {
            builder.with(element);
        }
    }

    private static boolean isText(CodeElement element) {
        return element instanceof LoadConstantInstruction load && load.constantEntry() instanceof StringEntry;
    }
}
