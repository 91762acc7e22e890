package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Evens out the histograms of tiles of images {@code [batch, height, width, channels]}, each channel by itself, and interpolates between the
 * tiles. At inference too, as in Keras. Runs in Java.
 */
public final class ContrastLimitedAdaptiveHistogramEqualization
        extends BaseLayer<ContrastLimitedAdaptiveHistogramEqualization> {
    private static final double MOST = 255;
    private double low;
    private double high = MOST;
    private double clipLimit = 4;
    private int rows = 8;
    private int columns = 8;
    private boolean channelsFirst;

    public ContrastLimitedAdaptiveHistogramEqualization() {}

    /** The values that the images have, 0 to 255 unless set. */
    public ContrastLimitedAdaptiveHistogramEqualization valueRange(double smallest, double largest) {
        low = smallest;
        high = largest;
        return this;
    }

    /** How often a value may be there, as a multiple of the mean, 4 unless set; 0 for any number. */
    public ContrastLimitedAdaptiveHistogramEqualization clipLimit(double limit) {
        clipLimit = limit;
        return this;
    }

    /** Number of tiles, 8 by 8 unless set. */
    public ContrastLimitedAdaptiveHistogramEqualization tileGridSize(int down, int across) {
        rows = Options.positive("tile_grid_size", down);
        columns = Options.positive("tile_grid_size", across);
        return this;
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public ContrastLimitedAdaptiveHistogramEqualization dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return this;
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != 4) {
            throw new IllegalArgumentException("needs an input of rank 4, got " + input);
        }
    }

    @Override
    protected Value call(Value x) {
        Value y = ChannelsFirst.around(channelsFirst, Ops.cast(x, DType.FLOAT32), this::equalized);
        return Ops.cast(y, x.dtype());
    }

    private Value equalized(Value x) {
        boolean ranged = low != 0 || high != MOST;
        Value wide = ranged ? Ops.multiply(share(x, low, high - low), MOST) : x;
        TileHistograms histograms = new TileHistograms(rows, columns, clipLimit);
        Value y = Ops.javaFunction(specs -> specs.get(0), tensors -> histograms.equalize(tensors.get(0)), wide);
        return ranged ? Ops.add(Ops.multiply(share(y, 0, MOST), high - low), low) : y;
    }

    private static Value share(Value x, double from, double width) {
        return Ops.divide(Ops.add(x, -from), Ops.constant(width, x));
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("value_range", List.of(low, high))
                .put("clip_limit", clipLimit)
                .put("tile_grid_size", List.of(rows, columns))
                .putDataFormat(channelsFirst);
    }

    static ContrastLimitedAdaptiveHistogramEqualization fromConfig(LayerConfig config) {
        double[] range = ValueRange.read(config);
        int[] grid = config.ints("tile_grid_size", 2, 8);
        return new ContrastLimitedAdaptiveHistogramEqualization()
                .valueRange(range[0], range[1])
                .clipLimit(config.number("clip_limit", 4))
                .tileGridSize(grid[0], grid[1])
                .dataFormat(config.channelsFirst() ? "channels_first" : "channels_last");
    }
}
