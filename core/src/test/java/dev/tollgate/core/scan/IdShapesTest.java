package dev.tollgate.core.scan;

import dev.tollgate.core.scan.id.IdForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IdShapesTest {
    private static final IdShapes SHAPES = new IdShapes(List.of(
            form("999-99", 80), form("A9*9", 0), form("A99A", 60), form("***9", 0), form("99", 0), form("99", 70)));

    @Test
    void tellsWhichShapesANumberHas() {
        assertEquals(List.of("999-99"), shapesOf("123-45"));
        assertEquals(List.of("A9*9", "***9"), shapesOf("B1C2"));
        assertEquals(List.of("A9*9", "***9"), shapesOf("b122"));
        assertEquals(List.of("A99A"), shapesOf("b12x"));
        assertEquals(List.of("99", "99"), shapesOf("12"));
        assertEquals(List.of(), shapesOf("1"));
    }

    @Test
    void stopsWhereNoShapeGoesOn() {
        assertEquals(IdShapes.DEAD, placeAfter("12345"));
        assertEquals(IdShapes.DEAD, placeAfter("-"));
        assertEquals(IdShapes.DEAD, placeAfter("123-4x"));
        assertEquals(IdShapes.DEAD, placeAfter("12é"));
    }

    @Test
    void tellsWhichNumbersAreFoundWithoutALabel() {
        assertTrue(SHAPES.isFoundAlone(placeAfter("123-45")));
        assertTrue(SHAPES.isFoundAlone(placeAfter("12")));
        assertFalse(SHAPES.isFoundAlone(placeAfter("B1C2")));
        assertFalse(SHAPES.isFoundAlone(IdShapes.START));
    }

    @Test
    void keepsEveryShapeWhenThereAreMany() {
        List<String> shapes = Stream.iterate(
                        "9", shape -> shape.length() < 60, shape -> shape + (shape.length() % 3 == 0 ? "-9" : "A"))
                .flatMap(shape -> Stream.of(shape, shape + ".9", shape + "/A"))
                .toList();
        var many = new IdShapes(shapes.stream().map(shape -> form(shape, 50)).toList());
        for (String shape : shapes) {
            assertEquals(List.of(shape), shapesOf(many, shape), shape);
        }
        assertEquals(61, many.longest());
    }

    @Test
    void refusesWhatIsNoShape() {
        assertThrows(IllegalArgumentException.class, () -> new IdShapes(List.of(form("99_99", 50))));
    }

    private static IdForm form(String shape, int alone) {
        return new IdForm(PersonalType.US_SSN, shape, number -> true, alone, 90);
    }

    private static List<String> shapesOf(String number) {
        return shapesOf(SHAPES, number);
    }

    private static List<String> shapesOf(IdShapes shapes, String number) {
        return Arrays.stream(shapes.endingAt(placeAfter(shapes, number)))
                .map(IdForm::shape)
                .toList();
    }

    private static int placeAfter(String number) {
        return placeAfter(SHAPES, number);
    }

    private static int placeAfter(IdShapes shapes, String number) {
        int place = IdShapes.START;
        for (byte b : number.getBytes(StandardCharsets.UTF_8)) {
            place = shapes.next(place, b);
        }
        return place;
    }
}
