package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What old writers stored in another form than ours. Applied to the stored arrays of one layer before they are compared with its
 * variables; layers with layers inside are taken apart.
 *
 * @param writer Keras 1 stored other shapes, and its first versions other numbers; Theano's convolutions flip their kernels
 */
record Conversions(Writer writer) {
    private static final Set<String> CONVOLUTIONS =
            Set.of("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "ConvLSTM2D", "ConvLSTMCell");

    private static final String SEPARABLE = "SeparableConv2D";

    /** Those with a second kernel, that of the state: the layer, or the cell in it that owns the variables. */
    private static final Set<String> TWO_KERNELS = Set.of("ConvLSTM2D", "ConvLSTMCell");

    /**
     * @param weights the layer's variables in the file's order
     * @return as many arrays as {@code weights} if the number fits
     */
    List<StoredArray> convert(Restorable layer, List<WeightOrder.Weight> weights, List<StoredArray> stored) {
        if (layer.className().equals("Bidirectional") && layer.sublayers().size() == 2) {
            return halves(layer, stored);
        }
        if (layer.className().equals("TimeDistributed") && layer.sublayers().size() == 1) {
            Restorable inner = layer.sublayers().get(0);
            return convert(inner, WeightOrder.KERAS2.weights(inner), stored);
        }
        if (layer.kind().isModel()) {
            return byOwner(weights, stored);
        }
        return leaf(layer, weights, stored);
    }

    private List<StoredArray> halves(Restorable layer, List<StoredArray> stored) {
        int half = stored.size() / 2;
        Restorable forward = layer.sublayers().get(0);
        Restorable backward = layer.sublayers().get(1);
        List<StoredArray> all = new ArrayList<>();
        all.addAll(convert(forward, WeightOrder.KERAS2.weights(forward), stored.subList(0, half)));
        all.addAll(convert(backward, WeightOrder.KERAS2.weights(backward), stored.subList(half, stored.size())));
        return all;
    }

    /** A nested model: each layer's share of the list is converted by itself and put back. */
    private List<StoredArray> byOwner(List<WeightOrder.Weight> weights, List<StoredArray> stored) {
        if (weights.size() != stored.size()) {
            return stored;
        }
        Map<Restorable, List<Integer>> shares = new IdentityHashMap<>();
        List<Restorable> owners = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            List<Integer> share = shares.get(weights.get(i).owner());
            if (share == null) {
                share = new ArrayList<>();
                shares.put(weights.get(i).owner(), share);
                owners.add(weights.get(i).owner());
            }
            share.add(i);
        }
        List<StoredArray> all = new ArrayList<>(Collections.nCopies(stored.size(), null));
        for (Restorable owner : owners) {
            List<Integer> share = shares.get(owner);
            List<StoredArray> converted = leaf(
                    owner,
                    share.stream().map(weights::get).toList(),
                    share.stream().map(stored::get).toList());
            for (int i = 0; i < share.size(); i++) {
                all.set(share.get(i), converted.get(i));
            }
        }
        return all;
    }

    private List<StoredArray> leaf(Restorable layer, List<WeightOrder.Weight> weights, List<StoredArray> stored) {
        if (RecurrentWeights.isRecurrent(layer.className()) && !weights.isEmpty()) {
            return RecurrentWeights.convert(layer, weights, stored, writer.isKeras1());
        }
        if (layer.className().equals("BatchNormalization") && writer.isKeras1() && writer.isBefore(1, 0, 7)) {
            return RunningDeviation.convert(layer, stored);
        }
        if (stored.isEmpty()
                || weights.isEmpty()
                || !CONVOLUTIONS.contains(layer.className()) && !SEPARABLE.equals(layer.className())) {
            return stored;
        }
        if (SEPARABLE.equals(layer.className())) {
            return separable(layer, weights, stored);
        }
        boolean two = TWO_KERNELS.contains(layer.className());
        List<StoredArray> converted =
                new ArrayList<>(two && writer.isKeras1() ? RecurrentWeights.joinedConvolutions(stored) : stored);
        for (int i = 0; i < (two ? 2 : 1) && i < Math.min(converted.size(), weights.size()); i++) {
            converted.set(i, kernel(layer, weights.get(i).variable().shape(), converted.get(i)));
        }
        return converted;
    }

    /** Keras 1 stored both kernels channels first where the layer is. */
    private List<StoredArray> separable(Restorable layer, List<WeightOrder.Weight> weights, List<StoredArray> stored) {
        List<StoredArray> converted = new ArrayList<>(stored);
        for (int i = 0; i < 2 && writer.isKeras1() && i < Math.min(stored.size(), weights.size()); i++) {
            Shape target = weights.get(i).variable().shape();
            boolean turned =
                    stored.get(i).shape().rank() == 4 && liesChannelsFirst(layer, target, stored.get(i), 2, 3, 1, 0);
            converted.set(i, turned ? RearrangedArray.transpose(stored.get(i), 2, 3, 1, 0) : stored.get(i));
        }
        return converted;
    }

    /** A convolution's kernel, to {@code [spatial…, in, out]} and unflipped. */
    private StoredArray kernel(Restorable layer, Shape target, StoredArray stored) {
        StoredArray kernel = writer.isKeras1() ? keras1Kernel(layer, target, stored) : stored;
        if (writer.isTheano() && kernel.shape().rank() >= 3) {
            kernel = RearrangedArray.flipSpatial(kernel);
        }
        if (kernel.shape().rank() == 4 && target.rank() == 4 && !kernel.shape().equals(target)) {
            kernel = RearrangedArray.transpose(kernel, 3, 2, 0, 1);
        }
        return kernel;
    }

    private StoredArray keras1Kernel(Restorable layer, Shape target, StoredArray stored) {
        int rank = stored.shape().rank();
        return switch (layer.className()) {
            case "Conv1D" -> {
                if (rank != 4 || target.rank() != 3) {
                    yield stored;
                }
                Shape expected = Shape.of(target.dim(0), 1, target.dim(1), target.dim(2));
                StoredArray inOrder = stored.shape().slice(0, 2).equals(expected.slice(0, 2))
                                && stored.shape().dim(3) == target.dim(2)
                        ? stored
                        : RearrangedArray.transpose(stored, 2, 3, 1, 0);
                yield RearrangedArray.dropAxis(inOrder, 1);
            }
            case "Conv2D", "ConvLSTM2D", "ConvLSTMCell" ->
                rank == 4 && liesChannelsFirst(layer, target, stored, 2, 3, 1, 0)
                        ? RearrangedArray.transpose(stored, 2, 3, 1, 0)
                        : stored;
            case "Conv2DTranspose" ->
                rank != 4
                        ? stored
                        : liesChannelsFirst(layer, target, stored, 2, 3, 0, 1)
                                ? RearrangedArray.transpose(stored, 2, 3, 0, 1)
                                : RearrangedArray.transpose(stored, 0, 1, 3, 2);
            case "Conv3D" ->
                rank == 5 && liesChannelsFirst(layer, target, stored, 2, 3, 4, 1, 0)
                        ? RearrangedArray.transpose(stored, 2, 3, 4, 1, 0)
                        : stored;
            default -> stored;
        };
    }

    /** Weights-only files of Keras 1 do not say their layout; the layer does, unless only the other layout fits. */
    private static boolean liesChannelsFirst(Restorable layer, Shape target, StoredArray stored, int... axes) {
        boolean firstFits = RearrangedArray.transpose(stored, axes).shape().equals(target);
        boolean lastFits = stored.shape().equals(target);
        return firstFits && (layer.isChannelsFirst() || !lastFits);
    }
}
