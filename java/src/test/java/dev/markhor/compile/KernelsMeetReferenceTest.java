package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Kernels;
import dev.markhor.binding.ThreadPool;
import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.ops.Band;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Binary;
import dev.markhor.ops.BroadcastTo;
import dev.markhor.ops.Cast;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.Cumulate;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Frame;
import dev.markhor.ops.Gather;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.MatMul;
import dev.markhor.ops.OverlapAndAdd;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Padding;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.RepeatElements;
import dev.markhor.ops.Resize;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Softmax;
import dev.markhor.ops.TakeAlongAxis;
import dev.markhor.ops.Tile;
import dev.markhor.ops.TopK;
import dev.markhor.ops.Transpose;
import dev.markhor.ops.Unary;
import dev.markhor.ops.Where;
import dev.markhor.reference.Reference;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op, compiled for each backend and instruction set, against its plain version in Java. */
class KernelsMeetReferenceTest {
    private static final ThreadPool THREADS = ThreadPool.create(2);
    private static final Kernels.Isa USUAL = Kernels.isa();

    @AfterAll
    static void restore() {
        Kernels.forceIsa(USUAL);
        THREADS.close();
    }

    @ParameterizedTest
    @MethodSource({"elementwise", "reductions", "layout", "windows", "products", "convolutions"})
    void agrees(OpCase test) {
        Tensor expected = Reference.evaluate(test.op(), test.tensors());
        for (Backend backend : Backend.values()) {
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                Kernels.forceIsa(isa);
                assertClose(expected, asInputs(test, backend), test + " by " + backend + " on " + isa);
                assertClose(
                        expected, asConstants(test, backend), test + " with constants by " + backend + " on " + isa);
            }
        }
    }

    private static Tensor asInputs(OpCase test, Backend backend) {
        List<Value> inputs = test.specs().stream().map(Placeholder::create).toList();
        return run(inputs, Node.of(test.op(), inputs).output(), test.tensors(), backend);
    }

    /** All but the first input constant, as weights are. */
    private static Tensor asConstants(OpCase test, Backend backend) {
        List<Value> values = new ArrayList<>();
        values.add(Placeholder.create(test.specs().get(0)));
        for (Tensor tensor : test.tensors().subList(1, test.tensors().size())) {
            values.add(dev.markhor.graph.Constant.create(tensor));
        }
        return run(
                values.subList(0, 1),
                Node.of(test.op(), values).output(),
                test.tensors().subList(0, 1),
                backend);
    }

    private static Tensor run(List<Value> inputs, Value output, List<Tensor> tensors, Backend backend) {
        Graph graph = Graph.of(inputs, List.of(output));
        Plan plan = new Compiler(backend, MemoryAccount.of("a test"))
                .compile(graph, tensors.stream().map(Tensor::shape).toList());
        return plan.run(tensors, new WeightSet(Map.of(), MemoryAccount.of("a test")), THREADS)
                .get(0);
    }

    private static void assertClose(Tensor expected, Tensor actual, String what) {
        assertEquals(expected.shape(), actual.shape(), what);
        assertEquals(expected.dtype(), actual.dtype(), what);
        double[] want = expected.toDoubleArray();
        double[] got = actual.toDoubleArray();
        double scale = 1e-3;
        for (double value : want) {
            scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
        }
        // Resizing takes its weights in float32, as TensorFlow does.
        double tolerance = expected.dtype() == DType.FLOAT64 && !what.startsWith("Resize")
                ? 1e-12
                : expected.dtype().isFloating() ? 2e-6 : 0;
        for (int i = 0; i < want.length; i++) {
            boolean same = Double.compare(want[i], got[i]) == 0 || Math.abs(want[i] - got[i]) <= tolerance * scale;
            assertTrue(same, what + ": element " + i + " is " + got[i] + ", expected " + want[i]);
        }
    }

    static Stream<OpCase> elementwise() {
        List<OpCase> cases = new ArrayList<>();
        for (Unary.Function function : Unary.Function.values()) {
            Unary op = unary(function);
            for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
                cases.add(OpCase.of(op, dtype, new long[] {5, 67}));
            }
        }
        for (DType dtype : new DType[] {DType.INT32, DType.INT64, DType.INT8, DType.FLOAT16}) {
            cases.add(OpCase.of(new Unary(Unary.Function.CLIP, -3, 4, 0), dtype, new long[] {33}));
            cases.add(OpCase.of(Unary.of(Unary.Function.NEGATIVE), dtype, new long[] {33}));
        }
        for (Binary.Function function : Binary.Function.values()) {
            boolean logical = function.name().startsWith("LOGICAL");
            for (DType dtype :
                    logical ? new DType[] {DType.BOOL} : new DType[] {DType.FLOAT32, DType.INT32, DType.FLOAT64}) {
                boolean floating = function == Binary.Function.POWER || function == Binary.Function.ATAN2;
                if (floating && dtype != DType.FLOAT32) {
                    continue;
                }
                cases.add(operands(OpCase.of(new Binary(function), dtype, new long[] {3, 17}, new long[] {3, 17})));
                cases.add(operands(OpCase.of(new Binary(function), dtype, new long[] {2, 3, 17}, new long[] {17})));
                cases.add(operands(OpCase.of(new Binary(function), dtype, new long[] {2, 1, 5}, new long[] {3, 1})));
                cases.add(operands(OpCase.of(new Binary(function), dtype, new long[] {}, new long[] {4, 1, 2})));
            }
        }
        cases.add(OpCase.of(new Binary(Binary.Function.ADD), DType.UINT8, new long[] {9}, new long[] {9}));
        cases.add(OpCase.of(
                new Where(), Spec.of(DType.BOOL, 3, 1), Spec.of(DType.FLOAT32, 5), Spec.of(DType.FLOAT32, 3, 5)));
        cases.add(OpCase.of(new Where(), Spec.of(DType.BOOL, 7), Spec.of(DType.INT64, 7), Spec.of(DType.INT64)));
        for (DType from : DType.values()) {
            for (DType to : DType.values()) {
                if (from != DType.STRING && to != DType.STRING) {
                    cases.add(OpCase.of(new Cast(to), Spec.of(from, 37)));
                }
            }
        }
        long[] c = {13};
        cases.add(positive(OpCase.of(new BatchNorm(1e-3), new long[] {2, 5, 13}, c, c, c, c), 2));
        cases.add(positive(OpCase.of(new BatchNorm(1e-3), DType.FLOAT64, new long[] {3, 13}, c, c, c, c), 2));
        return cases.stream();
    }

    private static Unary unary(Unary.Function function) {
        return switch (function) {
            case RELU -> new Unary(function, 0.1, 1.5, 0.25);
            case ELU, CELU, SQUAREPLUS -> new Unary(function, 1.3, 0, 0);
            case SOFT_SHRINK, HARD_SHRINK -> new Unary(function, 0.5, 0, 0);
            case THRESHOLD -> new Unary(function, 0.5, -1, 0);
            case CLIP -> new Unary(function, -0.75, 1.25, 0);
            case AFFINE -> new Unary(function, -2, 0.5, 0);
            default -> Unary.of(function);
        };
    }

    /** Divisors are not zero and bases of powers not negative. */
    private static OpCase operands(OpCase test) {
        return switch (((Binary) test.op()).function()) {
            case DIVIDE, FLOOR_DIVIDE, MOD ->
                test.with(
                        1,
                        test.tensors().get(1).dtype().isInteger()
                                ? Tensor.full(
                                        test.specs().get(1).dtype(),
                                        test.specs().get(1).shape(),
                                        3)
                                : test.tensors().get(1));
            case POWER -> positive(test, 0);
            default -> test;
        };
    }

    private static OpCase positive(OpCase test, int index) {
        double[] values = test.tensors().get(index).toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]) + 0.1;
        }
        Spec spec = test.specs().get(index);
        return test.with(index, Tensor.of(values, spec.shape().dims()).cast(spec.dtype()));
    }

    static Stream<OpCase> reductions() {
        List<OpCase> cases = new ArrayList<>();
        List<List<Integer>> axes =
                List.of(List.of(0), List.of(1), List.of(2), List.of(0, 2), List.of(1, 2), List.of(0, 1, 2));
        for (Reduce.Function function : Reduce.Function.values()) {
            for (List<Integer> chosen : axes) {
                boolean index = function.name().startsWith("ARG");
                DType[] types = function == Reduce.Function.ANY || function == Reduce.Function.ALL
                        ? new DType[] {DType.BOOL}
                        : new DType[] {DType.FLOAT32, DType.FLOAT64};
                for (DType dtype : types) {
                    if (!index || chosen.size() == 1) {
                        cases.add(OpCase.of(new Reduce(function, chosen, true), dtype, new long[] {3, 5, 17}));
                    }
                }
            }
        }
        cases.add(OpCase.of(new Reduce(Reduce.Function.SUM, List.of(1), false), DType.INT32, new long[] {3, 5}));
        cases.add(OpCase.of(new Reduce(Reduce.Function.MAX, List.of(0), false), DType.INT8, new long[] {3, 5}));
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (boolean logarithm : new boolean[] {false, true}) {
                cases.add(OpCase.of(new Softmax(1, logarithm), dtype, new long[] {3, 33}));
                cases.add(OpCase.of(new Softmax(1, logarithm), dtype, new long[] {3, 5, 4}));
            }
            cases.add(OpCase.of(
                    new LayerNorm(1e-3, false), dtype, new long[] {3, 2, 19}, new long[] {19}, new long[] {19}));
            cases.add(
                    OpCase.of(new LayerNorm(1e-6, true), dtype, new long[] {4, 19}, new long[] {19}, new long[] {19}));
        }
        return cases.stream();
    }

    static Stream<OpCase> layout() {
        List<OpCase> cases = new ArrayList<>();
        for (DType dtype : new DType[] {DType.FLOAT32, DType.INT8, DType.FLOAT64, DType.BFLOAT16}) {
            cases.add(OpCase.of(new Transpose(List.of(1, 0)), dtype, new long[] {33, 17}));
            cases.add(OpCase.of(new Transpose(List.of(0, 3, 1, 2)), dtype, new long[] {2, 5, 7, 3}));
            cases.add(OpCase.of(new Slice(1, 1, -1, 2), dtype, new long[] {2, 9, 3}));
            cases.add(OpCase.of(new Slice(0, Slice.OPEN, Slice.OPEN, -1), dtype, new long[] {7, 3}));
            cases.add(
                    OpCase.of(new Concat(1), dtype, new long[] {2, 3, 5}, new long[] {2, 1, 5}, new long[] {2, 4, 5}));
            cases.add(OpCase.of(new Concat(2), dtype, new long[] {2, 3, 5}, new long[] {2, 3, 2}));
            cases.add(OpCase.of(new Frame(4, 3), dtype, new long[] {2, 3, 17}));
            cases.add(OpCase.of(new Frame(3, 5), dtype, new long[] {14}));
            cases.add(OpCase.of(new Frame(3, 1), dtype, new long[] {2, 2}));
            cases.add(OpCase.of(new Tile(List.of(2, 1, 3)), dtype, new long[] {2, 3, 5}));
            cases.add(OpCase.of(new RepeatElements(1, 3), dtype, new long[] {2, 3, 5}));
            cases.add(OpCase.of(
                    new Pad(List.of(0, 2, 1), List.of(1, 0, 3), Pad.Mode.CONSTANT, 2), dtype, new long[] {2, 3, 5}));
        }
        for (int step : new int[] {1, 3, 4, 7}) {
            cases.add(OpCase.of(new OverlapAndAdd(step), new long[] {2, 3, 5, 4}));
        }
        for (Pad.Mode mode : Pad.Mode.values()) {
            cases.add(OpCase.of(new Pad(List.of(0, 2), List.of(1, 2), mode, 0), new long[] {4, 5}));
        }
        cases.add(OpCase.of(new Band(1, 1, -1, 0), new long[] {2, 5, 3}, new long[] {2, 7}));
        cases.add(OpCase.of(new Band(0, 1, 1, 2), new long[] {6}, new long[] {2, 5}));
        for (DType indices : new DType[] {DType.INT32, DType.INT64}) {
            Tensor rows = Tensor.of(new int[] {3, 0, 6, 6, 2, 1}, 2, 3).cast(indices);
            cases.add(OpCase.of(new Gather(), Spec.of(DType.FLOAT32, 7, 5), Spec.of(indices, 2, 3))
                    .with(1, rows));
        }
        cases.addAll(indexed());
        return cases.stream();
    }

    private static List<OpCase> indexed() {
        List<OpCase> cases = new ArrayList<>();
        Tensor picks = Tensor.of(new int[] {3, 0, 4, 2, 2, 1}, 2, 3);
        for (DType dtype : new DType[] {DType.FLOAT32, DType.INT8, DType.FLOAT64}) {
            cases.add(OpCase.of(new BroadcastTo(List.of(2L, 3L, 4L, 5L)), dtype, new long[] {3, 1, 5}));
            cases.add(OpCase.of(new BroadcastTo(List.of(2L, 0L)), dtype, new long[] {}));
            Spec indices = Spec.of(DType.INT32, 2, 3);
            cases.add(OpCase.of(new Gather(1, 0), Spec.of(dtype, 2, 5, 3), indices)
                    .with(1, picks));
            cases.add(OpCase.of(new Gather(2, 0), Spec.of(dtype, 2, 3, 5), indices)
                    .with(1, picks));
            cases.add(OpCase.of(new Gather(1, 1), Spec.of(dtype, 2, 5, 3), indices)
                    .with(1, picks));
            cases.add(OpCase.of(new Gather(2, 1), Spec.of(dtype, 2, 3, 5), indices)
                    .with(1, picks));
            cases.add(OpCase.of(new TakeAlongAxis(1), Spec.of(dtype, 1, 5), indices)
                    .with(1, picks));
            for (Cumulate.Function function : Cumulate.Function.values()) {
                cases.add(OpCase.of(new Cumulate(function, 1, false, true), dtype, new long[] {2, 5, 3}));
            }
            cases.add(OpCase.of(new Cumulate(Cumulate.Function.SUM, 0, true, false), dtype, new long[] {4, 3}));
            cases.add(OpCase.of(new TopK(3), dtype, new long[] {2, 7}));
            cases.add(OpCase.of(new TopK(TopK.ALL), dtype, new long[] {2, 7}));
        }
        return cases;
    }

    static Stream<OpCase> windows() {
        List<OpCase> cases = new ArrayList<>();
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (boolean average : new boolean[] {false, true}) {
                for (Padding padding : new Padding[] {Padding.SAME, Padding.VALID}) {
                    cases.add(
                            OpCase.of(new Pool(average, List.of(3), List.of(2), padding), dtype, new long[] {2, 9, 5}));
                    cases.add(OpCase.of(
                            new Pool(average, List.of(2, 3), List.of(2, 1), padding), dtype, new long[] {2, 7, 6, 17}));
                    cases.add(OpCase.of(
                            new Pool(average, List.of(2, 2, 3), List.of(1, 2, 2), padding),
                            dtype,
                            new long[] {1, 3, 5, 6, 4}));
                }
            }
            for (Resize.Interpolation interpolation : Resize.Interpolation.values()) {
                cases.add(OpCase.of(new Resize(2, 3, true, interpolation), dtype, new long[] {2, 5, 4, 3}));
            }
            cases.add(
                    OpCase.of(new Resize(3, 9, false, Resize.Interpolation.BILINEAR), dtype, new long[] {1, 5, 4, 3}));
        }
        cases.add(
                OpCase.of(new Resize(7, 3, false, Resize.Interpolation.NEAREST), DType.UINT8, new long[] {1, 5, 4, 3}));
        return cases.stream();
    }

    static Stream<OpCase> products() {
        List<OpCase> cases = new ArrayList<>();
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int size : new int[] {1, 3, 8, 17, 33}) {
                cases.add(OpCase.of(new MatMul(false, false), dtype, new long[] {size, 13}, new long[] {13, 67}));
                cases.add(OpCase.of(new MatMul(false, true), dtype, new long[] {2, size, 13}, new long[] {7, 13}));
            }
            cases.add(OpCase.of(new MatMul(true, false), dtype, new long[] {13, 6}, new long[] {13, 5}));
            cases.add(OpCase.of(new MatMul(false, false), dtype, new long[] {2, 3, 4, 5}, new long[] {2, 3, 5, 6}));
            cases.add(OpCase.of(new MatMul(true, true), dtype, new long[] {2, 3, 5, 4}, new long[] {1, 3, 6, 5}));
            cases.add(OpCase.of(new MatMul(false, true), dtype, new long[] {2, 3, 4, 5}, new long[] {2, 1, 6, 5}));
            cases.add(OpCase.of(new MatMul(false, false), dtype, new long[] {3, 4, 5}, new long[] {2, 3, 5, 6}));
        }
        return cases.stream();
    }

    static Stream<OpCase> convolutions() {
        List<OpCase> cases = new ArrayList<>();
        List<Integer> one = List.of(1, 1);
        List<Integer> two = List.of(2, 2);
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (Padding padding : new Padding[] {Padding.SAME, Padding.VALID}) {
                cases.add(OpCase.of(
                        new Conv(one, one, padding, 1), dtype, new long[] {2, 7, 6, 3}, new long[] {3, 3, 3, 17}));
                cases.add(OpCase.of(
                        new Conv(two, one, padding, 1), dtype, new long[] {1, 8, 9, 5}, new long[] {4, 3, 5, 8}));
                cases.add(OpCase.of(
                        new Conv(one, two, padding, 1), dtype, new long[] {1, 9, 9, 4}, new long[] {3, 2, 4, 6}));
                cases.add(OpCase.of(
                        new Conv(one, one, padding, 2), dtype, new long[] {2, 5, 5, 6}, new long[] {3, 3, 3, 10}));
                cases.add(OpCase.of(
                        new Conv(List.of(1), List.of(2), padding, 1), dtype, new long[] {2, 12, 5}, new long[] {3, 5, 7
                        }));
                cases.add(OpCase.of(
                        new Conv(List.of(1, 2, 1), List.of(1, 1, 1), padding, 1),
                        dtype,
                        new long[] {1, 4, 5, 6, 3},
                        new long[] {2, 3, 3, 3, 5}));
                cases.add(OpCase.of(
                        new DepthwiseConv(one, one, padding), dtype, new long[] {2, 7, 9, 19}, new long[] {3, 3, 19, 1
                        }));
                cases.add(OpCase.of(
                        new DepthwiseConv(two, one, padding), dtype, new long[] {1, 8, 9, 5}, new long[] {5, 3, 5, 2}));
                cases.add(OpCase.of(
                        new DepthwiseConv(one, two, padding), dtype, new long[] {1, 9, 9, 8}, new long[] {3, 3, 8, 1}));
                boolean same = padding == Padding.SAME;
                cases.add(OpCase.of(
                        new ConvTranspose(two, one, same, List.of()), dtype, new long[] {2, 5, 4, 3}, new long[] {
                            4, 3, 6, 3
                        }));
                cases.add(OpCase.of(
                        new ConvTranspose(one, one, same, List.of()), dtype, new long[] {1, 5, 4, 8}, new long[] {
                            3, 3, 5, 8
                        }));
                cases.add(OpCase.of(
                        new ConvTranspose(List.of(3), List.of(1), same, List.of()),
                        dtype,
                        new long[] {2, 5, 4},
                        new long[] {2, 6, 4}));
            }
            cases.add(OpCase.of(
                    new Conv(one, one, Padding.VALID, 1), dtype, new long[] {1, 6, 7, 33}, new long[] {1, 1, 33, 40}));
            cases.add(OpCase.of(
                    new Conv(one, one, Padding.SAME, 1), dtype, new long[] {1, 16, 17, 32}, new long[] {3, 3, 32, 16}));
        }
        return cases.stream();
    }
}
