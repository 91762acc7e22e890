package dev.markhor.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.Functional;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EinsumTest {
    private static final Map<Character, Integer> SIZES =
            Map.of('a', 2, 'b', 3, 'c', 4, 'd', 5, 'e', 6, 'f', 7, 'g', 1, 'h', 2);

    /** Every dimension by its letter, free and known. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab,bc->ac",
                "ab,cb->ac",
                "ab,bc->ca",
                "abc,cd->abd",
                "abc,cde->abde",
                "abc,edc->abde",
                "abcd,cde->abe",
                "abcd,dce->abe",
                "abcd,aecd->acbe",
                "acbe,aecd->abcd",
                "aecd,abcd->acbe",
                "abcdh,aefdh->adbcef",
                "adbcef,aefdh->abcdh",
                "abc,bcd->abd",
                "abc,abd->adc",
                "acb,adb->acd",
                "ab,ab->a",
                "ab,a->ab",
                "ab,b->ab",
                "ab,c->abc",
                "ab,cd->dacb",
                "abc,ad->db",
                "abc,bd->ad",
                "abg,gc->abc",
                "a,a->",
                "ab,ab->",
                "abc->cab",
                "abc->b",
                "ab,bc",
                "ba,bc",
                "cab"
            })
    void isTheSumThatTheEquationSays(String equation) {
        for (boolean free : new boolean[] {false, true}) {
            List<Tensor> operands = new ArrayList<>();
            List<Value> inputs = new ArrayList<>();
            for (String term : equation.split("->")[0].split(",")) {
                long[] dims = term.chars().mapToLong(c -> SIZES.get((char) c)).toArray();
                operands.add(random(dims));
                long[] declared = dims.clone();
                if (free) {
                    java.util.Arrays.fill(declared, Shape.FREE);
                }
                inputs.add(Input.layer("x" + inputs.size(), Spec.of(DType.FLOAT32, declared))
                        .value());
            }
            Tensor expected = naive(equation, operands);
            Tensor actual = run(inputs, Ops.einsum(equation, inputs.toArray(Value[]::new)), operands);
            assertEquals(expected.shape(), actual.shape(), equation);
            assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 1e-4f, equation);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "...x,xy->...y | 2,3,5 | 5,4 | ab x,xy->ab y",
                "...x,xy->...y | 5 | 5,4 | x,xy->y",
                "...xy,yz->...xz | 2,3,5 | 5,4 | a xy,yz->a xz",
                "ab...,bc->ac... | 2,3,4,5 | 3,6 | ab de,bc->ac de",
                "...ab,...bc->...ac | 2,3,4 | 2,4,5 | h ab,h bc->h ac",
                "...ab,...bc->...ac | 2,3,4 | 6,2,4,5 | h ab,eh bc->eh ac",
                "...a,...a | 2,3,4 | 3,4 | bc a,c a->bc"
            })
    void ellipsesStandForWhatHasNoName(String equation, String a, String b, String spelledOut) {
        List<Tensor> operands = List.of(random(sizes(a)), random(sizes(b)));
        List<Value> inputs = operands.stream()
                .map(t -> Input.layer("x", new Spec(DType.FLOAT32, t.shape())).value())
                .toList();
        Tensor expected = naive(spelledOut.replace(" ", ""), operands);
        Tensor actual = run(inputs, Ops.einsum(equation, inputs.get(0), inputs.get(1)), operands);
        assertEquals(expected.shape(), actual.shape(), equation);
        assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 1e-4f, equation);
    }

    @Test
    void ellipsesBroadcast() {
        Value a = value(4, 1, 2, 3);
        Value b = value(5, 3, 2);
        assertEquals(
                Shape.of(4, 5, 2, 2), Ops.einsum("...ij,...jk->...ik", a, b).shape());
    }

    @Test
    void knownSizesStayKnown() {
        Value x = value(Shape.FREE, Shape.FREE, 6);
        assertEquals(
                Shape.of(Shape.FREE, Shape.FREE, 2, 3),
                Ops.einsum("abc,cde->abde", x, value(6, 2, 3)).shape());
        Value heads = Ops.einsum("abc,cde->abde", x, value(6, 2, 3));
        assertEquals(
                Shape.of(Shape.FREE, 2, Shape.FREE, Shape.FREE),
                Ops.einsum("abcd,aecd->acbe", heads, heads).shape());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aa,bc->ac | twice",
                "ab,bc->aac | twice",
                "ab,bc->ad | 'd'",
                "abc,bc->a | rank 2",
                "ab->a | 1 operand",
                "ab,cb,bd->a | 3 operand",
                "a1,bc->ab | letters",
                "........,bc->c | letters",
                "...b,bc->c | ellipsis",
                "ab,ac->bc | 3 in"
            })
    void saysWhatIsWrong(String equation, String hint) {
        Value a = value(2, 3);
        Value b = value(3, 4);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Ops.einsum(equation, a, b));
        assertTrue(e.getMessage().contains(hint), e.getMessage());
        assertTrue(e.getMessage().contains(equation), e.getMessage());
    }

    @Test
    void refusesMoreThanTwoOperands() {
        Value a = value(2, 2);
        assertThrows(IllegalArgumentException.class, () -> Ops.einsum("ab,bc,cd->ad", a, a, a));
    }

    private static Value value(long... dims) {
        return Placeholder.create(Spec.of(DType.FLOAT32, dims));
    }

    private static long[] sizes(String text) {
        return java.util.Arrays.stream(text.trim().split(","))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static Tensor random(long... dims) {
        Random random = new Random(java.util.Arrays.hashCode(dims));
        float[] values = new float[(int) Shape.of(dims).size()];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
        return Tensor.of(values, dims);
    }

    private static Tensor run(List<Value> inputs, Value output, List<Tensor> operands) {
        try (Functional model = Model.of(Structure.list(inputs), Structure.of(output))) {
            return model.predict(operands).get(0);
        }
    }

    /** Adds up the products of all combinations of all letters. */
    private static Tensor naive(String equation, List<Tensor> operands) {
        String[] sides = equation.split("->", -1);
        String[] terms = sides[0].split(",");
        TreeMap<Character, Integer> sizes = new TreeMap<>();
        TreeMap<Character, Integer> counts = new TreeMap<>();
        for (int t = 0; t < terms.length; t++) {
            for (int i = 0; i < terms[t].length(); i++) {
                sizes.put(terms[t].charAt(i), (int) operands.get(t).shape().dim(i));
                counts.merge(terms[t].charAt(i), 1, Integer::sum);
            }
        }
        StringBuilder implicit = new StringBuilder();
        counts.forEach((letter, count) -> implicit.append(count == 1 ? letter.toString() : ""));
        String out = sides.length > 1 ? sides[1] : implicit.toString();
        List<Character> letters = List.copyOf(sizes.keySet());
        int combinations = sizes.values().stream().reduce(1, (x, y) -> x * y);
        long[] dims = out.chars().mapToLong(c -> sizes.get((char) c)).toArray();
        float[] sums = new float[(int) Shape.of(dims).size()];
        for (int combination = 0; combination < combinations; combination++) {
            Map<Character, Integer> at = new TreeMap<>();
            int rest = combination;
            for (char letter : letters) {
                at.put(letter, rest % sizes.get(letter));
                rest /= sizes.get(letter);
            }
            double product = 1;
            for (int t = 0; t < terms.length; t++) {
                product *= operands.get(t).getDouble(flat(terms[t], at, sizes));
            }
            sums[flat(out, at, sizes)] += (float) product;
        }
        return Tensor.of(sums, dims);
    }

    private static int flat(String term, Map<Character, Integer> at, Map<Character, Integer> sizes) {
        int flat = 0;
        for (char letter : term.toCharArray()) {
            flat = flat * sizes.get(letter) + at.get(letter);
        }
        return flat;
    }
}
