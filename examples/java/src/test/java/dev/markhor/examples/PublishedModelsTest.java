package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.keras.LoadOptions;
import dev.markhor.verify.GoldenCase;
import dev.markhor.verify.GoldenFinder;
import dev.markhor.verify.ModelFormat;
import dev.markhor.verify.ModelSubject;
import dev.markhor.verify.Result;
import dev.markhor.verify.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every published model of the collection opens as its authors left it, and agrees with real Keras. */
class PublishedModelsTest {
    private static final Path REAL = Path.of("golden/real");

    /** Models that Keras' own layers are enough for. */
    private static final List<String> PLAIN = List.of(
            "art/extraction.keras",
            "face/fer2013_mini_XCEPTION.hdf5",
            "face/gender_mini_XCEPTION.hdf5",
            "magika/model.h5",
            "mlperf-tiny/ad01.h5",
            "mlperf-tiny/resnet8_cifar10.h5",
            "mlperf-tiny/str_ww_ref_model.h5",
            "mlperf-tiny/vww_96.h5",
            "mmsplice/Donor.h5",
            "mmsplice/Exon_prime3.h5",
            "mmsplice/Intron3.h5",
            "mmsplice/Intron5.h5",
            "ner-lstm/model.keras",
            "shakkala/middle_model.h5");

    /** Models with classes of their own; the music tagger is compared with two versions of Keras. */
    private static final List<String> WITH_CLASSES = List.of(
            "car-keras1/model.h5",
            "delft/model_weights.hdf5",
            "dtln/model.h5",
            "keras/nested_container.keras",
            "music-tagger/crnn_weights_theano.h5",
            "music-tagger/crnn_weights_theano.h5",
            "textgenrnn/textgenrnn_weights.hdf5");

    private static List<String> passed(Set<ModelFormat> formats, LoadOptions options) {
        Verification verification =
                new Verification(golden -> ModelSubject.open(golden, options), Verification.DEFAULT_TOLERANCE);
        List<String> passed = new ArrayList<>();
        for (GoldenCase golden : GoldenFinder.find(List.of(REAL))) {
            if (formats.contains(golden.format())) {
                Result result = verification.run(golden);
                if (result.passed()) {
                    passed.add(REAL.relativize(golden.model()).toString());
                }
            }
        }
        return passed;
    }

    @Test
    void fourteenNeedNothing() {
        List<String> passed =
                new ArrayList<>(passed(Set.of(ModelFormat.HDF5, ModelFormat.KERAS), LoadOptions.defaults()));
        // besides its class in Java, which has weights only, there is what Keras' to_json said of it
        passed.removeIf(model -> model.startsWith("music-tagger/"));
        assertEquals(PLAIN, passed);
    }

    @Test
    void sixMoreNeedClassesInJava() {
        List<String> passed = passed(
                Set.of(ModelFormat.HDF5, ModelFormat.KERAS),
                LoadOptions.defaults().withExtensions());
        assertEquals(PLAIN.size() + WITH_CLASSES.size(), passed.size(), passed::toString);
        assertTrue(passed.containsAll(PLAIN), passed::toString);
        assertTrue(passed.containsAll(WITH_CLASSES), passed::toString);
    }

    @Test
    void twoAreCheckpoints() {
        assertEquals(
                List.of("dlomix-detectability/original_detectability_base_model", "tf-keras-lso/ckpt"),
                passed(Set.of(ModelFormat.CHECKPOINT), LoadOptions.defaults().withExtensions()));
    }
}
