package dev.markhor.verify.coverage;

import dev.markhor.formats.json.Json;
import dev.markhor.verify.GoldenCase;
import java.util.OptionalInt;

/**
 * A layer in the model of a golden case.
 *
 * @param dialect {@code keras2} or {@code keras3}, by the version that wrote the file
 * @param rank that of the model's first input
 */
record LayerUse(GoldenCase golden, String className, String dialect, Json config, OptionalInt rank) {}
