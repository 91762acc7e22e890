package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputsTest {
    private static Value value() {
        return Placeholder.create(Spec.of(DType.FLOAT32, 1));
    }

    /** However a caller passes it, a value is found: a mask that is not would be left out in silence. */
    @Test
    void valuesAloneAndInListsAreStructuresToo() {
        Value x = value();
        Value mask = value();
        Value state = value();
        Inputs inputs = Inputs.of(x).with("mask", mask).with("initial_state", List.of(state, mask));
        assertSame(mask, inputs.value(1, "mask").orElseThrow());
        assertEquals(
                List.of(state, mask),
                inputs.structure(2, "initial_state").orElseThrow().flatten());
        assertSame(x, Inputs.of(Arrays.asList(x, null), Map.of()).single());
        assertEquals(List.of(x, mask, state, mask), inputs.values());
    }

    @Test
    void plainValuesStayPlain() {
        Inputs inputs = Inputs.of(value()).with("axis", 2).with("shape", List.of(1, 2));
        assertEquals(2, inputs.plain(1, "axis").orElseThrow());
        assertEquals(List.of(1, 2), inputs.plain(2, "shape").orElseThrow());
    }

    @Test
    void printedAsArgumentsAreWritten() {
        Inputs inputs = Inputs.of(value()).with("training", false).with("state", List.of(value(), value()));
        assertEquals("(float32[1], training=false, state=[float32[1], float32[1]])", inputs.toString());
        assertEquals(
                "{a=1, b=[2, 3]}",
                new Structure.Entries<>(new java.util.TreeMap<>(
                                Map.of("a", Structure.of(1), "b", Structure.list(List.of(2, 3)))))
                        .toString());
    }
}
