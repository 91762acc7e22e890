package dev.markhor;

import dev.markhor.Diagnosis.Footprint;
import dev.markhor.Diagnosis.LayerReport;
import dev.markhor.Diagnosis.Support;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.keras.config.LayerSurvey;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import dev.markhor.model.PlanSummary;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.Shape;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does what loading and the first call do, up to running, and writes down what goes wrong on the way. */
final class Examination {
    private static final int NAMED = 5;

    private final Path path;
    private final LoadOptions options;
    private final long size;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<FileKind> kind = Optional.empty();
    private Writer writer;
    private Optional<Dialect> dialect = Optional.empty();
    private List<LayerReport> layers = List.of();
    private Optional<Footprint> footprint = Optional.empty();

    private Examination(Path path, LoadOptions options, long size) {
        this.path = path;
        this.options = options;
        this.size = size;
        this.writer = options.writer(path);
    }

    static Diagnosis of(Path path, LoadOptions options, long size) {
        Examination examination = new Examination(path, options, size);
        examination.run();
        return new Diagnosis(
                path,
                examination.kind.map(FileKind::title),
                examination.writer,
                examination.dialect,
                examination.layers,
                List.copyOf(examination.problems),
                List.copyOf(examination.notes),
                examination.footprint);
    }

    /** The configuration that a file's model would be made from; empty where the options bring the model. */
    static Optional<Json> configuration(Path path, LoadOptions options) {
        return new Examination(path, options, 1)
                .configuration(FileDetector.detect(path))
                .map(Configuration::json);
    }

    private void run() {
        attempt(() -> kind = Optional.of(FileDetector.detect(path)));
        if (kind.isEmpty()) {
            return;
        }
        attempt(() -> configuration(kind.get()).ifPresent(this::survey));
        boolean loadable = problems.isEmpty() && layers.stream().noneMatch(LayerReport::isObstacle);
        if (loadable || kind.get() == FileKind.CONFIG_JSON) {
            attempt(this::load);
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (OutOfMemoryError e) {
            problems.add(path + ": the memory that Java may use does not suffice (" + e.getMessage()
                    + "); -Xmx and -XX:MaxDirectMemorySize set how much that is");
        } catch (RuntimeException | LinkageError | StackOverflowError e) { // of registered classes too
            problems.add(text(e));
        }
    }

    // ---- the configuration

    /** What a configuration is read from, and by the rules of which version. */
    private record Configuration(Json json, Optional<String> kerasVersion) {}

    private Optional<Configuration> configuration(FileKind found) {
        return switch (found) {
            case KERAS_ARCHIVE -> Optional.of(ofArchive());
            case LEGACY_MODEL, LEGACY_WEIGHTS -> ofHdf5();
            case V3_WEIGHTS, V3_SHARDED_WEIGHTS, TF_CHECKPOINT -> besideWeights();
            case CONFIG_JSON -> Optional.of(configuration(Architectures.read(path)));
            case SAVED_MODEL -> ofSavedModel();
        };
    }

    private Configuration ofArchive() {
        try (KerasArchive archive = KerasArchive.open(path)) {
            writer = writer.or(new Writer(archive.kerasVersion(), Optional.empty()));
            return configuration(Json.parse("config.json of " + path, archive.configJson()));
        }
    }

    private Optional<Configuration> ofHdf5() {
        Writer given = writer;
        try (LegacyWeights file = LegacyWeights.open(path)) {
            writer = given.or(new Writer(file.kerasVersion().or(file::weightsKerasVersion), file.backend()));
            if (file.modelConfig().isPresent()) {
                Json json =
                        Json.parse("model_config of " + path, file.modelConfig().get());
                return Optional.of(new Configuration(json, given.kerasVersion().or(file::kerasVersion)));
            }
        }
        return besideWeights();
    }

    private Optional<Configuration> ofSavedModel() {
        if (options.model(path).isPresent()) {
            return Optional.empty();
        }
        SavedModelConfig config = SavedModelConfig.of(SavedModel.open(path), options);
        writer = writer.or(new Writer(config.kerasVersion(), Optional.empty()));
        return Optional.of(configuration(config.json()));
    }

    private Optional<Configuration> besideWeights() {
        return options.model(path).isPresent()
                ? Optional.empty()
                : Optional.of(new Configuration(
                        Architectures.of(path, options), options.writer(path).kerasVersion()));
    }

    private Configuration configuration(Json json) {
        return new Configuration(json, writer.kerasVersion());
    }

    private void survey(Configuration configuration) {
        Json json = configuration.json();
        dialect = Optional.of(LayerSurvey.dialect(json, configuration.kerasVersion()));
        layers = LayerSurvey.of(json, configuration.kerasVersion(), options).stream()
                .map(entry -> new LayerReport(
                        entry.path(),
                        entry.className(),
                        entry.problem().map(Examination::support).orElse(Support.READABLE),
                        List.of(),
                        entry.problem().map(problem -> inside(json.document(), text(problem)))))
                .toList();
    }

    private static Support support(RuntimeException problem) {
        return problem instanceof UnsupportedModelException unsupported && unsupported.isRegistrable()
                ? Support.UNREGISTERED
                : Support.REFUSED;
    }

    /** A message without the document that it is about. */
    private static String inside(String document, String message) {
        return message.startsWith(document + ", ") ? message.substring(document.length() + 2) : message;
    }

    // ---- the model

    private void load() {
        try (Model model = Markhor.load(path, options)) {
            dialect = Optional.of(model.dialect());
            model.loadStatus().ifPresent(this::addNotes);
            long weightBytes = model.weights().stream()
                    .mapToLong(weight -> weight.shape().size() * weight.dtype().bytes())
                    .sum();
            PlanSummary plan = plan(model);
            layers = plan.layers().stream().map(Examination::report).toList();
            footprint = Optional.of(new Footprint(plan.inputs(), plan.outputs(), weightBytes, plan.arenaBytes()));
        }
    }

    private PlanSummary plan(Model model) {
        try {
            return model.planSummary(size);
        } catch (IllegalArgumentException e) {
            boolean free = model.inputSpecs().values().stream().anyMatch(Examination::hasFreeSizes);
            String assumed = free ? " and free sizes of " + size + " (--size gives others)" : "";
            throw new IllegalArgumentException(
                    path + ": loads, but does not run for a batch of 1" + assumed + ": " + e.getMessage(), e);
        }
    }

    private static boolean hasFreeSizes(Spec input) {
        Shape shape = input.shape();
        return shape.rank() > 1 && !shape.slice(1, shape.rank()).isStatic();
    }

    private static LayerReport report(PlanSummary.LayerSteps layer) {
        Support support = !layer.inJava().isEmpty() ? Support.JAVA : layer.steps() == 0 ? Support.IDLE : Support.NATIVE;
        return new LayerReport(layer.path(), layer.className(), support, layer.inJava(), Optional.empty());
    }

    private void addNotes(LoadStatus status) {
        if (status.matched().isEmpty() && !status.missing().isEmpty()) {
            problems.add(path + ": holds no value for any weight of the model");
        } else if (!status.missing().isEmpty()) {
            notes.add("weights without a stored value, which keep their initial ones: " + some(status.missing()));
        }
        if (!status.unused().isEmpty()) {
            notes.add("stored values that nothing takes: " + some(status.unused()));
        }
        if (!status.skipped().isEmpty()) {
            notes.add("skipped: "
                    + some(status.skipped().stream()
                            .map(skip -> skip.target() + " (" + skip.reason() + ")")
                            .toList()));
        }
        notes.addAll(status.notes());
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }

    // ---- words

    private static String text(Throwable problem) {
        if (problem instanceof UncheckedIOException io && io.getCause() instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        boolean speaks = problem instanceof MarkhorException
                || problem instanceof UncheckedIOException
                || problem instanceof IllegalArgumentException
                || problem instanceof IllegalStateException
                || problem instanceof UnsatisfiedLinkError;
        return speaks && problem.getMessage() != null ? problem.getMessage() : problem.toString();
    }
}
