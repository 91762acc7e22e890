package dev.markhor.compile;

import dev.markhor.binding.BlasConvolution;
import dev.markhor.binding.BlasTransposedConvolution;
import dev.markhor.binding.ConvAxis;
import dev.markhor.binding.ConvSpace;
import dev.markhor.binding.Convolution;
import dev.markhor.binding.DepthwiseConvolution;
import dev.markhor.binding.ElementType;
import dev.markhor.binding.Epilogue;
import dev.markhor.binding.Pack;
import dev.markhor.binding.Packing;
import dev.markhor.binding.PixelPack;
import dev.markhor.binding.TransposedConvolution;
import dev.markhor.binding.WinogradConvolution;
import dev.markhor.binding.WinogradPack;
import dev.markhor.execution.Backend;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Padding;
import dev.markhor.runtime.WeightArray;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Convolutions of every kind, over one to three spatial dimensions. */
final class ConvLowering {
    /** The setting {@code markhor.winograd}: false keeps 3 x 3, 5 x 5 and lines plain, which takes more time and less memory. */
    private static final boolean WINOGRAD = Boolean.parseBoolean(System.getProperty("markhor.winograd", "true"));

    private ConvLowering() {}

    static boolean has(Task task) {
        return Elements.isReal(task.input(0).dtype());
    }

    /** Whether the kernel for a convolution depends on how many samples it has, and is another one for {@code some} than for {@code all}. */
    static boolean differs(Task task, long some, long all) {
        return task.op() instanceof Conv && isByTiles(task, some) != isByTiles(task, all);
    }

    private static boolean isByTiles(Task task, long batch) {
        Conv op = (Conv) task.op();
        Operand x = task.input(0);
        return WINOGRAD
                && WinogradConvolution.pays(
                        Elements.of(x.dtype()),
                        batch,
                        x.shape().dim(-1),
                        task.input(1).shape().dim(-1),
                        op.groups(),
                        space(task, op.strides(), op.dilation(), op.padding()));
    }

    static void conv(Task task, Emitter emitter) {
        Conv op = (Conv) task.op();
        Operand x = task.input(0);
        Operand kernel = task.input(1);
        ElementType type = Elements.of(x.dtype());
        ConvSpace space = space(task, op.strides(), op.dilation(), op.padding());
        long batch = x.shape().dim(0);
        long channels = x.shape().dim(-1);
        long filters = kernel.shape().dim(-1);
        int groups = op.groups();
        Epilogue epilogue = Epilogues.of(task, emitter);
        long from = emitter.word(x);
        long to = emitter.word(task.output());
        boolean packable = emitter.backend() == Backend.NATIVE && kernel.isWeight();
        if (packable && isByTiles(task, batch)) {
            WeightArray packed = PackedArray.of(
                    kernel.array(),
                    new WinogradPack(
                            PackedArray.SOURCE,
                            PackedArray.TARGET,
                            channels,
                            filters,
                            space.height().kernel(),
                            space.width().kernel()));
            WinogradConvolution sized = new WinogradConvolution(
                    from,
                    emitter.word(packed),
                    to,
                    0,
                    epilogue,
                    batch,
                    channels,
                    filters,
                    space.height(),
                    space.width());
            emitter.add(sized.withScratch(emitter.scratch(sized.scratchBytes())));
            return;
        }
        if (packable) {
            long pixels = PixelPack.pixels(type, filters, groups, space);
            Packing pack = pixels > 1
                    ? new PixelPack(type, PackedArray.SOURCE, PackedArray.TARGET, channels, filters, space, pixels)
                    : Pack.convolution(
                            type, PackedArray.SOURCE, PackedArray.TARGET, space.taps(), channels, filters, groups);
            WeightArray packed = PackedArray.of(kernel.array(), pack);
            emitter.add(new Convolution(
                    type, from, emitter.word(packed), to, epilogue, batch, channels, filters, groups, space, pixels));
            return;
        }
        emitter.needOpenBlas();
        long weights = emitter.word(kernel);
        BlasConvolution sized =
                new BlasConvolution(type, from, weights, to, 0, epilogue, batch, channels, filters, groups, space);
        long scratch = emitter.scratch(sized.scratchBytes());
        emitter.add(new BlasConvolution(
                type, from, weights, to, scratch, epilogue, batch, channels, filters, groups, space));
    }

    static void depthwise(Task task, Emitter emitter) {
        DepthwiseConv op = (DepthwiseConv) task.op();
        Operand x = task.input(0);
        Operand kernel = task.input(1);
        emitter.add(new DepthwiseConvolution(
                Elements.of(x.dtype()),
                emitter.word(x),
                emitter.word(kernel),
                emitter.word(task.output()),
                Epilogues.of(task, emitter),
                x.shape().dim(0),
                x.shape().dim(-1),
                kernel.shape().dim(-1),
                space(task, op.strides(), op.dilation(), op.padding())));
    }

    static void transposed(Task task, Emitter emitter) {
        ConvTranspose op = (ConvTranspose) task.op();
        Operand x = task.input(0);
        Operand kernel = task.input(1);
        ElementType type = Elements.of(x.dtype());
        ConvSpace space = transposedSpace(task, op);
        long batch = x.shape().dim(0);
        long channels = x.shape().dim(-1);
        long filters = kernel.shape().dim(-2);
        Epilogue epilogue = Epilogues.of(task, emitter);
        long from = emitter.word(x);
        long to = emitter.word(task.output());
        if (emitter.backend() == Backend.NATIVE && kernel.isWeight()) {
            Pack pack = Pack.transposedConvolution(
                    type, PackedArray.SOURCE, PackedArray.TARGET, space.taps(), filters, channels);
            WeightArray packed = PackedArray.of(kernel.array(), pack);
            emitter.add(new TransposedConvolution(
                    type, from, emitter.word(packed), to, epilogue, batch, channels, filters, space));
            return;
        }
        emitter.needOpenBlas();
        long weights = emitter.word(kernel);
        BlasTransposedConvolution sized =
                new BlasTransposedConvolution(type, from, weights, to, 0, epilogue, batch, channels, filters, space);
        long scratch = emitter.scratch(sized.scratchBytes());
        emitter.add(new BlasTransposedConvolution(
                type, from, weights, to, scratch, epilogue, batch, channels, filters, space));
    }

    private static ConvSpace space(Task task, List<Integer> strides, List<Integer> dilation, Padding padding) {
        Shape x = task.input(0).shape();
        Shape y = task.output().shape();
        Shape kernel = task.input(1).shape();
        ConvAxis[] axes = {ConvAxis.NONE, ConvAxis.NONE, ConvAxis.NONE};
        int spatial = strides.size();
        for (int d = 0; d < spatial; d++) {
            int size = (int) kernel.dim(d);
            int before = padding.before(d, x.dim(d + 1), size, strides.get(d), dilation.get(d));
            axes[3 - spatial + d] =
                    new ConvAxis(x.dim(d + 1), y.dim(d + 1), size, strides.get(d), dilation.get(d), before);
        }
        return new ConvSpace(axes[0], axes[1], axes[2]);
    }

    private static ConvSpace transposedSpace(Task task, ConvTranspose op) {
        Shape x = task.input(0).shape();
        Shape y = task.output().shape();
        Shape kernel = task.input(1).shape();
        ConvAxis[] axes = {ConvAxis.NONE, ConvAxis.NONE, ConvAxis.NONE};
        int spatial = op.strides().size();
        for (int d = 0; d < spatial; d++) {
            int size = (int) kernel.dim(d);
            int crop = op.crop(d, size, x.dim(d + 1));
            axes[3 - spatial + d] = new ConvAxis(
                    x.dim(d + 1),
                    y.dim(d + 1),
                    size,
                    op.strides().get(d),
                    op.dilation().get(d),
                    crop);
        }
        return new ConvSpace(axes[0], axes[1], axes[2]);
    }
}
