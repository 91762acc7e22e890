package dev.markhor.keras.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Nodes of TensorFlow graphs among layers; JSON is written with single quotes here. */
class TensorFlowNodeTest {
    private static Model model(String node, String constants) {
        String json = "{'class_name': 'Model', 'config': {'name': 'm', 'layers': ["
                + "{'class_name': 'InputLayer', 'name': 'x', 'config': {'batch_input_shape': [null, 3], 'dtype': 'float32', "
                + "'name': 'x'}, 'inbound_nodes': []}, {'class_name': 'TensorFlowOpLayer', 'name': 'tf_op_layer_n', 'config': "
                + "{'name': 'n', 'trainable': true, 'dtype': 'float32', 'node_def': " + node + ", 'constants': "
                + constants
                + "}, 'inbound_nodes': [[['x', 0, 0, {}]]]}], "
                + "'input_layers': [['x', 0, 0]], 'output_layers': [['tf_op_layer_n', 0, 0]]}}";
        return Markhor.fromConfig(json.replace('\'', '"').replace('^', '\''));
    }

    private static float[] run(Model model) {
        return model.predict(Tensor.of(new float[] {1, 2, 6}, 1, 3)).toFloatArray();
    }

    @Test
    void constantsStandWhereTheyStoodInTheGraph() {
        String node = "{'name': 'n', 'op': 'Sub', 'input': ['c', 'x'], 'attr': {'T': {'type': 'DT_FLOAT'}}}";
        assertArrayEquals(new float[] {9, 8, 4}, run(model(node, "{'0': 10.0}")));
        assertArrayEquals(new float[] {-9, -8, -4}, run(model(node, "{'1': 10.0}")));
    }

    @Test
    void attributesAreThoseOfProtocolBuffers() {
        String mean = "{'op': 'Mean', 'attr': {'keep_dims': {'b': true}, 'Tidx': {'type': 'DT_INT32'}}}";
        assertArrayEquals(new float[] {3}, run(model(mean, "{'1': 1}")));
        String pad = "{'op': 'MirrorPad', 'attr': {'mode': {'s': 'UkVGTEVDVA=='}}}";
        assertArrayEquals(new float[] {2, 1, 2, 6}, run(model(pad, "{'1': [[0, 0], [1, 0]]}")));
        String slice = "{'op': 'StridedSlice', 'attr': {'begin_mask': {'i': '1'}, 'end_mask': {'i': '1'}}}";
        assertArrayEquals(new float[] {2, 6}, run(model(slice, "{'1': [0, 1], '2': [0, 3], '3': [1, 1]}")));
    }

    @Test
    void aNodeMayBeText() {
        String node = "'{\\'op\\': \\'Neg\\'}'";
        assertArrayEquals(new float[] {-1, -2, -6}, run(model(node, "{}")));
    }

    @Test
    void whatIsUnknownOrDamagedIsTold() {
        String unknown = assertThrows(UnsupportedModelException.class, () -> model("{'op': 'Betainc'}", "{}"))
                .getMessage();
        assertTrue(unknown.contains("'Betainc'") && unknown.contains("tf_op_layer_n"), unknown);
        String[] damaged = {
            "{'op': 'Mean', 'attr': {'keep_dims': {'b': 3}}}",
            "{'op': 'Mean', 'attr': {'axis': {'i': 'one'}}}",
            "{'op': 'MirrorPad', 'attr': {'mode': {'s': '%%%'}}}",
            "{'attr': {}}"
        };
        for (String node : damaged) {
            assertThrows(MalformedFileException.class, () -> model(node, "{'1': 1}"), node);
        }
        assertThrows(MalformedFileException.class, () -> model("{'op': 'Neg'}", "{'first': 1}"));
        assertEquals(
                "tf_op_layer_n", model("{'op': 'Neg'}", "{}").layers().get(1).name());
    }
}
