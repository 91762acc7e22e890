package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.graph.Value;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The paths that versions of Keras gave to the objects of one model, observed in files they wrote. */
class PathWalkTest {
    private static final TestLayers.Counter ANY = new TestLayers.Counter();

    private static TestLayers.Dense dense(String name) {
        return new TestLayers.Dense(2, ANY).named(name);
    }

    private static final class Block extends Layer {
        final TestLayers.Dense z = dense("blk.z");
        final List<List<TestLayers.Dense>> deep = List.of(List.of(dense("blk.deep")));
        final TestLayers.Dense _p = dense("blk._p");

        Block() {
            setName("blk");
        }
    }

    private static final class Sub extends Model {
        final TestLayers.Dense out = dense("out");
        final TestLayers.Dense dense_a = dense("dense_a");
        final Block blk = new Block();
        final TestLayers.Dense _hid = dense("_hid");
        final List<TestLayers.Dense> lst = List.of(dense("lst0"), dense("lst1"));
        final Map<String, TestLayers.Dense> zdict = Map.of("k", dense("zdict"));
        final List<List<TestLayers.Dense>> nest = List.of(List.of(dense("nest")));

        Sub() {
            setName("root");
        }

        @Override
        protected Value call(Value x) {
            return x;
        }
    }

    private static Map<String, String> paths(PathWalk.Writer writer) {
        Map<String, String> byName = new TreeMap<>();
        PathWalk.paths(new Sub(), writer, false, Set.of()).forEach((object, path) -> byName.put(object.name(), path));
        return byName;
    }

    @Test
    void keras3VisitsInOrderOfNamesPrivateOnesLastAndCountsWhatWasVisited() {
        Map<String, String> paths = paths(PathWalk.Writer.KERAS3);
        assertEquals("", paths.get("root"));
        assertEquals("blk", paths.get("blk"));
        assertEquals("blk/z", paths.get("blk.z"));
        assertEquals("blk/_p", paths.get("blk._p"));
        assertEquals("dense_a", paths.get("dense_a"));
        assertEquals("layers/dense", paths.get("out"));
        assertEquals("layers/dense_2", paths.get("_hid"));
        assertEquals("layers/dense_3", paths.get("lst0"));
        assertEquals("layers/dense_4", paths.get("lst1"));
        assertEquals("layers/dense_5", paths.get("zdict"));
        assertEquals("layers/dense_6", paths.get("nest"));
        assertEquals(null, paths.get("blk.deep"), "not stored before 3.15");
    }

    @Test
    void keras3_15StoresContainersWithinContainers() {
        assertEquals(
                "blk/deep/container/dense", paths(PathWalk.Writer.KERAS3_NESTED).get("blk.deep"));
    }

    @Test
    void tfKeras2_15GoesBackwardsAndDoesNotCountWhatWasVisited() {
        Map<String, String> paths = paths(PathWalk.Writer.TF_KERAS_2_15);
        assertEquals("out", paths.get("out"));
        assertEquals("layers/dense", paths.get("dense_a"));
        assertEquals("layers/block", paths.get("blk"));
        assertEquals("layers/dense_1", paths.get("_hid"));
        assertEquals("lst/dense", paths.get("lst0"));
        assertEquals("lst/dense_1", paths.get("lst1"));
        assertEquals("zdict/dense", paths.get("zdict"));
        assertEquals("layers/dense_2", paths.get("nest"));
    }

    @Test
    void tfKeras2_12And2_14DifferInWhatTakesANumber() {
        Map<String, String> old = paths(PathWalk.Writer.TF_KERAS_2_12);
        assertEquals("layers/dense", old.get("out"));
        assertEquals("dense_a", old.get("dense_a"));
        assertEquals("blk", old.get("blk"));
        assertEquals("_hid", old.get("_hid"));
        assertEquals("layers/dense_3", old.get("lst0"));
        Map<String, String> newer = paths(PathWalk.Writer.TF_KERAS_2_14);
        assertEquals("layers/dense", newer.get("out"));
        assertEquals("layers/dense_1", newer.get("lst0"));
    }

    @Test
    void classNamesBecomeSnakeCase() {
        Map<String, String> names = Map.ofEntries(
                Map.entry("Dense", "dense"),
                Map.entry("Conv2D", "conv2d"),
                Map.entry("Conv2DTranspose", "conv2d_transpose"),
                Map.entry("SeparableConv2D", "separable_conv2d"),
                Map.entry("BatchNormalization", "batch_normalization"),
                Map.entry("LSTM", "lstm"),
                Map.entry("LSTMCell", "lstm_cell"),
                Map.entry("ConvLSTM2D", "conv_lstm2d"),
                Map.entry("SimpleRNN", "simple_rnn"),
                Map.entry("PReLU", "p_re_lu"),
                Map.entry("ReLU", "re_lu"),
                Map.entry("ELU", "elu"),
                Map.entry("LeakyReLU", "leaky_re_lu"),
                Map.entry("InputLayer", "input_layer"),
                Map.entry("RMSNormalization", "rms_normalization"));
        names.forEach((className, snake) -> assertEquals(snake, KerasNames.snakeCase(className)));
    }
}
