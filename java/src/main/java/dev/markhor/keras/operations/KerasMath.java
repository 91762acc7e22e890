package dev.markhor.keras.operations;

import static dev.markhor.keras.operations.Elements.floating;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code keras.ops.math}, {@code linalg}, {@code core} and {@code image}, one line each. */
final class KerasMath {
    private KerasMath() {}

    static Operation find(String file, String className) {
        return switch (file + "." + className) {
            case "math.Rsqrt" -> floating(Unary.Function.RSQRT);
            case "math.Erf" -> floating(Unary.Function.ERF);
            case "math.Erfc" -> floating(KerasMath::erfc);
            case "math.Logsumexp" -> Operation.of(Reductions::logSumExp);
            case "math.TopK" -> Operation.several(Sorting::topK);
            case "math.InTopK" ->
                Operation.of(
                        a -> Sorting.inTopK(a.tensor(0, "targets"), a.tensor(1, "predictions"), a.integer(2, "k")));
            case "math.RFFT" -> Operation.several(Signals::rfft);
            case "math.IRFFT" -> Operation.of(Signals::irfft);
            case "math.ExtractSequences" -> Operation.of(Signals::extractSequences);

            case "linalg.Norm" -> Operation.of(KerasMath::norm);

            case "core.Cast" -> Operation.of(a -> Ops.cast(a.tensor(), a.dtype(1, "dtype", DType.FLOAT32)));
            case "core.SaturateCast" ->
                Operation.of(a -> Elements.saturateCast(a.tensor(), a.dtype(1, "dtype", DType.FLOAT32)));
            case "core.StopGradient" -> Operation.of(Arguments::tensor);
            case "core.ConvertToTensor" ->
                Operation.of(
                        a -> Ops.cast(a.tensor(), a.dtype(1, "dtype", a.tensor().dtype())));
            case "core.Unstack" -> Operation.several(a -> Parts.unstack(a.tensor(), a.integer(2, "axis", 0)));
            case "core.Slice" -> Operation.of(KerasMath::slice);

            case "image.Resize" -> Operation.of(Images::resize);
            case "image.RGBToGrayscale" -> Operation.of(a -> Images.grey(a.tensor(), Images.channelsFirst(a)));
            case "image.ExtractPatches" -> Operation.of(Windows::patches);
            case "image.PadImages" -> Operation.of(a -> Borders.pad(a, Images.channelsFirst(a)));
            case "image.CropImages" -> Operation.of(a -> Borders.crop(a, Images.channelsFirst(a)));
            default -> null;
        };
    }

    static Value erfc(Value x) {
        return Ops.add(Ops.negative(Ops.unary(Unary.Function.ERF, x)), 1);
    }

    private static Value norm(Arguments a) {
        Value x = Promotion.toFloat(a.tensor());
        return Reductions.norm(x, a.find(1, "ord").orElse(""), Reductions.keepDims(a), Reductions.axes(a, x));
    }

    private static Value slice(Arguments a) {
        int[] starts = a.requiredIntegers(1, "start_indices");
        int[] shape = a.requiredIntegers(2, "shape");
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            boolean toTheEnd = shape[i] < 0;
            key.add(new SliceSpec(
                    Optional.of(starts[i]),
                    toTheEnd ? Optional.empty() : Optional.of(starts[i] + shape[i]),
                    Optional.empty()));
        }
        return Indexing.get(a.tensor(), key);
    }
}
