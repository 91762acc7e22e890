package dev.markhor.cli;

import dev.markhor.cli.drawing.Digits;
import dev.markhor.cli.drawing.Roofline;
import dev.markhor.model.Cost;
import dev.markhor.model.Profile;
import dev.markhor.model.Profile.LayerCost;
import dev.markhor.model.Profile.StepCost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A profile's layers below the roofs of the machine: a dot each, as large as its share of the time, coloured by its kernel. */
final class ProfilePicture {
    private static final int COLOURS = 7;
    private static final double LARGEST = 26;
    private static final double SMALLEST = 2.5;
    /** Of the time, from which on a dot is named. */
    private static final double NAMED = 0.015;

    private ProfilePicture() {}

    /** As a file of its own. */
    static String of(Path model, Profile profile) {
        Map<String, Double> millis = profile.layers().stream()
                .filter(layer -> layer.cost().operations() > 0)
                .collect(Collectors.groupingBy(
                        ProfilePicture::mainKernel,
                        Collectors.summingDouble(layer -> layer.cost().millis())));
        Map<String, String> styles = styles(millis);
        Map<String, String> legend = new LinkedHashMap<>();
        styles.forEach((kernel, style) -> legend.merge(style, kernel, (first, second) -> "others"));
        Roofline drawing = new Roofline(
                        model + ": " + Digits.of(profile.millis()) + " ms, "
                                + profile.execution().threads() + " thread"
                                + (profile.execution().threads() == 1 ? "" : "s"),
                        "operations for each byte read or written; a dot is a layer, its area its share of the time")
                .heading(legend)
                .peak(profile.limits().instructionSet(), profile.limits().gflops());
        profile.limits().levels().forEach(level -> drawing.slope(level.name(), level.gigabytes()));
        double total = profile.total().millis();
        for (LayerCost layer : profile.layers()) {
            Cost cost = layer.cost();
            if (cost.operations() > 0 && cost.millis() > 0) {
                double share = cost.millis() / total;
                drawing.add(new Roofline.Point(
                        styles.get(mainKernel(layer)),
                        layer.path(),
                        cost.intensity(),
                        cost.gflops(),
                        Math.max(SMALLEST, LARGEST * Math.sqrt(share)),
                        share >= NAMED));
            }
        }
        return drawing.draw().document();
    }

    /** The longest have colours of their own. */
    private static Map<String, String> styles(Map<String, Double> millis) {
        List<String> names = new ArrayList<>(millis.keySet());
        names.sort(Comparator.comparingDouble(kernel -> -millis.get(kernel)));
        Map<String, String> styles = new LinkedHashMap<>();
        names.forEach(kernel -> styles.put(kernel, styles.size() < COLOURS ? "e" + styles.size() : "other"));
        return styles;
    }

    /** The one that takes longest of those that compute. */
    private static String mainKernel(LayerCost layer) {
        Map<String, Double> millis = layer.steps().stream()
                .filter(step -> step.cost().operations() > 0)
                .collect(Collectors.groupingBy(
                        StepCost::kernel,
                        Collectors.summingDouble(step -> step.cost().millis())));
        return millis.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
