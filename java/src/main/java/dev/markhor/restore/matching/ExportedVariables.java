package dev.markhor.restore.matching;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.formats.savedmodel.SavedObject;
import dev.markhor.formats.savedmodel.SavedObject.VariableObject;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What {@code model.export} writes: functions that compute, and the model's variables in one list, layer after layer, without the layers.
 * The states of random generators stand in between, which no model here has.
 */
final class ExportedVariables {
    private static final String LIST = "variables";
    /** What TensorFlow makes of an {@code ExportArchive}, and of nothing else. */
    private static final String ALL = "_all_variables";

    private static final Pattern GENERATOR = Pattern.compile("(.*/)?(seed_generator_state|StateVar)(_\\d+)?(:0)?");
    /** The first release of TensorFlow that came with Keras 3. */
    private static final int[] OF_KERAS3 = {2, 16};

    private final SavedModel file;
    private final TensorBundle bundle;
    private final ObjectGraphMessage checkpoint;
    private final Map<Integer, Integer> nodes = new HashMap<>();

    /** @param saved numbers that the SavedModel's graph has for the objects of its checkpoint */
    ExportedVariables(
            SavedModel file, TensorBundle bundle, ObjectGraphMessage checkpoint, Map<Integer, Integer> saved) {
        this.file = file;
        this.bundle = bundle;
        this.checkpoint = checkpoint;
        saved.forEach((node, object) -> nodes.put(object, node));
    }

    static boolean areIn(SavedModel file) {
        Map<String, Integer> root = file.objects().get(0).children();
        return file.kerasObjects().isEmpty() && root.containsKey(LIST) && root.containsKey(ALL);
    }

    /** A stored variable. */
    private record Stored(String name, StoredArray value) {}

    LoadStatus load(Restorable model, MatchOptions options) {
        WeightLoader.requireBuilt(model, file.path().toString(), "what model.export wrote");
        boolean keras2 = Writer.ofKeras(file.tensorFlowVersion().orElse("")).isBefore(OF_KERAS3);
        List<WeightOrder.Weight> weights = (keras2 ? WeightOrder.KERAS2 : WeightOrder.KERAS3).inTurn(model);
        List<Stored> stored = stored();
        FixedReport report = new FixedReport(file.path().toString());
        VariableNames names = VariableNames.of(model);
        Assignments assignments = new Assignments(options.progress());
        for (int i = 0; i < Math.min(weights.size(), stored.size()); i++) {
            WeightOrder.Weight weight = weights.get(i);
            StoredArray value = stored.get(i).value();
            String mismatch = Assignments.mismatch(weight.variable(), value);
            if (mismatch != null) {
                throw new WeightMismatchException(
                        file.path() + ": variable " + i + " of " + stored.size() + ", '"
                                + stored.get(i).name() + "', does not fit '" + weight.path() + "', weight " + i + " of "
                                + weights.size() + " of the model: " + mismatch
                                + "; an exported model has its weights in order only: make the model as it was, layer by layer");
            }
            assignments.add(weight.variable(), value);
            report.match(names.name(weight.variable()), stored.get(i).name());
        }
        if (weights.size() != stored.size()) {
            throw new WeightMismatchException(file.path() + ": has " + stored.size() + " variables ("
                    + Names.some(stored.stream().map(Stored::name).toList()) + "), the model has " + weights.size()
                    + " weights ("
                    + Names.some(weights.stream().map(WeightOrder.Weight::path).toList())
                    + "); an exported model has its weights in order only: make the model as it was, layer by layer");
        }
        assignments.apply(Assignments.nextOrder());
        report.noteRenames(options, "the order of variables");
        return new Status(report);
    }

    private List<Stored> stored() {
        List<Stored> stored = new ArrayList<>();
        SavedObject list = file.objects().get(file.objects().get(0).children().get(LIST));
        for (int i = 0; i < list.children().size(); i++) {
            Integer object = list.children().get(Integer.toString(i));
            if (object == null || !(file.objects().get(object).content() instanceof VariableObject variable)) {
                throw new MalformedFileException(file.path() + ": expected a variable at " + LIST + '/' + i + " of "
                        + list.children().size() + ", found none");
            }
            if (!GENERATOR.matcher(variable.name()).matches() || variable.trainable()) {
                stored.add(new Stored(variable.name(), value(i, object)));
            }
        }
        return stored;
    }

    private StoredArray value(int index, int object) {
        Integer node = nodes.get(object);
        ObjectGraphMessage.Value value =
                node == null ? null : checkpoint.nodes().get(node).variable().orElse(null);
        if (value == null) {
            throw new MalformedFileException(
                    bundle.prefix() + ": has no value for " + LIST + '/' + index + "; copy the whole folder anew");
        }
        return bundle.expected(value.key());
    }
}
