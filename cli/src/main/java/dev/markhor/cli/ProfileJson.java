package dev.markhor.cli;

import dev.markhor.execution.MachineLimits;
import dev.markhor.model.Cost;
import dev.markhor.model.Profile;
import dev.markhor.model.Profile.LayerCost;
import dev.markhor.model.Profile.StepCost;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A profile for programs: layers and steps in the order in which they run. */
final class ProfileJson {
    private ProfileJson() {}

    static Map<String, Object> of(Path path, Profile profile) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", path);
        object.put("inputs", profile.inputs());
        object.put("outputs", profile.outputs());
        object.put("threads", profile.execution().threads());
        object.put("backend", profile.execution().backend().name().toLowerCase(Locale.ROOT));
        object.put("rounds", profile.rounds());
        object.put("millis", profile.millis());
        object.put("other_millis", profile.otherMillis());
        object.put("machine", machine(profile.limits()));
        object.put("total", cost(profile.total()));
        Map<String, Object> kernels = new LinkedHashMap<>();
        profile.kernels().forEach((kernel, cost) -> kernels.put(kernel, cost(cost)));
        object.put("kernels", kernels);
        object.put("layers", profile.layers().stream().map(ProfileJson::layer).toList());
        return object;
    }

    private static Map<String, Object> machine(MachineLimits limits) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("instruction_set", limits.instructionSet());
        object.put("gflops", limits.gflops());
        Map<String, Object> levels = new LinkedHashMap<>();
        limits.levels().forEach(level -> levels.put(level.name(), level.gigabytes()));
        object.put("read_gigabytes", levels);
        return object;
    }

    private static Map<String, Object> layer(LayerCost layer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", layer.path());
        object.put("class", layer.className());
        object.put("output", layer.output());
        object.put("with", layer.fused());
        object.putAll(cost(layer.cost()));
        object.put("steps", layer.steps().stream().map(ProfileJson::step).toList());
        return object;
    }

    private static Map<String, Object> step(StepCost step) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kernel", step.kernel());
        object.put("shape", step.shape());
        object.putAll(cost(step.cost()));
        return object;
    }

    private static Map<String, Object> cost(Cost cost) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("millis", cost.millis());
        object.put("operations", cost.operations());
        object.put("bytes", cost.bytes());
        object.put("gflops", cost.gflops());
        object.put("share_of_peak", cost.shareOfPeak());
        object.put("gigabytes", cost.gigabytes());
        object.put("share_of_bandwidth", cost.shareOfBandwidth());
        object.put("bound", cost.bound().name().toLowerCase(Locale.ROOT));
        return object;
    }
}
