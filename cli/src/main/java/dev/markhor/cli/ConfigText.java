package dev.markhor.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.savedmodel.KerasObject;
import dev.markhor.formats.savedmodel.SavedModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration that a model's file has, for people. */
final class ConfigText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // as Python writes them
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private ConfigText() {}

    /**
     * Reads it and gives each member a line of its own.
     *
     * @throws UnsupportedModelException if the file has none
     * @throws MalformedFileException if it is no JSON
     */
    static String of(Path file) {
        return pretty(file, read(file));
    }

    private static String read(Path file) {
        FileKind kind = FileDetector.detect(file);
        switch (kind) {
            case KERAS_ARCHIVE -> {
                try (KerasArchive archive = KerasArchive.open(file)) {
                    return archive.configJson();
                }
            }
            case LEGACY_MODEL -> {
                try (Hdf5File hdf5 = Hdf5File.open(file)) {
                    return hdf5.root().attributes().string("model_config").orElseThrow();
                }
            }
            case SAVED_MODEL -> {
                return SavedModel.open(file)
                        .kerasModel()
                        .map(KerasObject::metadata)
                        .orElseThrow(() -> none(file, "SavedModel without Keras' metadata"));
            }
            case CONFIG_JSON -> {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            default -> throw none(file, kind.title());
        }
    }

    private static UnsupportedModelException none(Path file, String kind) {
        return new UnsupportedModelException(
                file + ": a " + kind + ", which has no configuration; whole models have one: .keras, .h5, SavedModels");
    }

    private static String pretty(Path file, String json) {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(text).setPrettyPrinter(printer)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        } catch (IOException e) {
            throw new MalformedFileException(file + ", configuration: " + e.getMessage(), e);
        }
        return text.toString();
    }
}
