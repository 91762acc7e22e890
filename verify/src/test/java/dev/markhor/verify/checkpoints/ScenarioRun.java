package dev.markhor.verify.checkpoints;

import dev.markhor.formats.json.Json;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import dev.markhor.verify.Difference;
import dev.markhor.verify.checkpoints.programs.Programs;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Does what a scenario says, and notes what is not as it was with TensorFlow. */
final class ScenarioRun {
    private final Scenario scenario;
    private final Programs programs;
    private final Model model;
    private final Tensor input;
    /** Parts of the expectations to how they differ. */
    private final Map<String, String> differences = new TreeMap<>();

    private LoadStatus status;

    private ScenarioRun(Scenario scenario, Npz values) {
        this.scenario = scenario;
        this.programs = Programs.of(scenario.caseName());
        this.model = programs.make(scenario.program());
        this.input = values.read(programs.input(scenario.program()));
    }

    /** How it differs, by the part of the expectations; empty if it does not. */
    static Map<String, String> differences(Scenario scenario) {
        try (Npz values = Npz.open(scenario.folder().resolve("values.npz"))) {
            ScenarioRun run = new ScenarioRun(scenario, values);
            try (Model closing = run.model) {
                run.run(values);
            }
            return run.differences;
        }
    }

    private void run(Npz values) {
        if (scenario.isBuiltBefore()) {
            model.predict(input);
        }
        if (load()) {
            if (scenario.isChanged()) {
                programs.change(scenario.name(), model);
            }
            asserts("asserts_before_build");
            Optional<Tensor> output = build();
            asserts("asserts");
            leftOver();
            scenario.part("golden_output")
                    .ifPresent(name -> output.ifPresent(actual -> compare(actual, values.read(name.asString()))));
        }
        variables();
    }

    private boolean load() {
        Map<Variable, Tensor> before = values();
        String outcome = "ok";
        try {
            for (Path file : scenario.files()) {
                status = load(file);
            }
        } catch (RuntimeException e) {
            outcome = Reasons.of(e);
            if (!values().equals(before)) {
                note("load", "failed, and changed variables");
            }
        }
        expect("load", outcome, Scenario.outcome(scenario.load()));
        return outcome.equals("ok") && scenario.load().getBoolean("ok");
    }

    private Map<Variable, Tensor> values() {
        Map<Variable, Tensor> values = new IdentityHashMap<>();
        ObjectPaths.all(model).forEach(variable -> values.put(variable, variable.get()));
        return values;
    }

    private LoadStatus load(Path file) {
        LoadOptions options =
                LoadOptions.defaults().withByName(says("by_name")).withSkipMismatch(says("skip_mismatch"));
        return switch (scenario.via()) {
            case "Checkpoint(model).read" -> Checkpoint.of(model).read(file, options);
            case "Checkpoint(model=).read" -> Checkpoint.of("model", model).read(file, options);
            case "Checkpoint(model=).restore" -> Checkpoint.of("model", model).restore(file, options);
            case "Checkpoint(net=).read" -> Checkpoint.of("net", model).read(file, options);
            case "Checkpoint(model, step).read" -> withStep().read(file, options);
            case "Checkpoint(model, step).restore" -> withStep().restore(file, options);
            case "load_weights().expect_partial()" ->
                model.loadWeights(file, options).expectPartial();
            default -> model.loadWeights(file, options);
        };
    }

    /** Options are in the call, or the scenario is named after one. */
    private boolean says(String option) {
        return scenario.name().equals(option) || scenario.via().matches("load_weights\\(.*\\b" + option + "\\b.*\\)");
    }

    private Checkpoint withStep() {
        return Checkpoint.of(
                "model", model, "step", Checkpoint.variable("step", Tensor.zeros(DType.INT64, Shape.of())));
    }

    private Optional<Tensor> build() {
        Optional<Tensor> output = Optional.empty();
        String outcome = "ok";
        try {
            output = Optional.of(model.predict(input));
        } catch (RuntimeException e) {
            outcome = Reasons.of(e);
        }
        expect("build", outcome, scenario.part("build").map(Scenario::outcome).orElse("ok"));
        return output;
    }

    private void asserts(String part) {
        Optional<Json> expected = scenario.part(part);
        if (expected.isPresent()) {
            List<String> found = new StatusCheck(status, scenario.untracked()).differences(expected.get());
            if (!found.isEmpty()) {
                note(part, String.join("; ", found));
            }
        }
    }

    /** What TensorFlow warns of when it forgets a load. */
    private void leftOver() {
        scenario.part("warned_unmatched_in_file")
                .ifPresent(expected -> expect(
                        "warned_unmatched_in_file",
                        new StatusCheck(status, List.of()).leftOver().toString(),
                        expected.asStrings().stream().sorted().toList().toString()));
    }

    private void compare(Tensor actual, Tensor golden) {
        Difference difference = Difference.between(actual, golden);
        if (difference.problem().isPresent() || !(difference.relative() <= programs.tolerance())) {
            note("golden_output", difference.toString());
        }
    }

    /** Which stored tensor each variable holds; and there are no variables that Python's model has not. */
    private void variables() {
        Optional<Json> expected = scenario.part("variables");
        if (expected.isEmpty()) {
            return;
        }
        StoredValues stored = StoredValues.of(scenario);
        Set<Variable> others = ObjectPaths.all(model);
        scenario.untracked()
                .forEach(path -> others.remove(ObjectPaths.find(model, path).orElseThrow()));
        expected.get().asMap().forEach((path, key) -> {
            Optional<Variable> variable = ObjectPaths.find(model, programs.path(scenario.program(), path));
            if (variable.isEmpty()) {
                note("variables", path + " is not there");
                return;
            }
            others.remove(variable.get());
            String held = stored.keyOf(variable.get().get()).orElse("none");
            String wanted = key.isNull() ? "none" : key.asString();
            if (!held.equals(wanted) && !held.endsWith("/" + wanted)) {
                note("variables", path + " holds " + held + ", expected " + wanted);
            }
        });
        if (!others.isEmpty()) {
            note("variables", "further ones: " + others);
        }
    }

    private void expect(String part, String actual, String expected) {
        if (!actual.equals(expected)) {
            note(part, actual + ", expected " + expected);
        }
    }

    private void note(String part, String difference) {
        differences.merge(part, difference, (one, other) -> one + "; " + other);
    }
}
