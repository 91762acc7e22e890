package dev.markhor.binding;

/** An instruction that brings a constant kernel or matrix into the layout that some kernel reads; run once when weights are set. */
public sealed interface Packing extends Instruction permits Pack, PixelPack, WinogradPack {
    /** Size of what it writes, which must begin at a multiple of 64. */
    long packedBytes();

    /** The same, with every column (every filter) multiplied by its factor. @param scale as many factors as there are columns in all groups */
    Packing withScale(long scale);

    @Override
    default Work work() {
        return Work.of(0, 2 * packedBytes(), packedBytes());
    }
}
