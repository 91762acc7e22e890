package dev.markhor.cli.plot;

/**
 * What a picture shows.
 *
 * @param shapes of what layers take and give
 * @param types of the same
 * @param expandNested whether the layers of models inside are shown, in a frame
 */
public record PlotOptions(boolean shapes, boolean types, boolean expandNested) {}
