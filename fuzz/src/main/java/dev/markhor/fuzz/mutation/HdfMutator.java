package dev.markhor.fuzz.mutation;

import java.util.List;

/** Changes the structure of an HDF5 file; mends its checksums mostly, so that what is behind them is reached. */
public final class HdfMutator {
    private final byte[] original;
    private final List<HdfMap.Part> parts;

    public HdfMutator(byte[] original) {
        this.original = original;
        this.parts = HdfMap.of(original);
    }

    /** @param other a file to mix in */
    public Mutation mutate(byte[] other, Dice dice) {
        Image image = new Image(original);
        if (dice.oneIn(12) || parts.isEmpty()) {
            ByteMutator.reshape(image, other, dice);
            return Mutation.open(image.bytes(), "reshaped HDF5");
        }
        boolean sealed = true;
        StringBuilder what = new StringBuilder();
        for (int i = dice.few(); i > 0; i--) {
            if (dice.oneIn(8)) {
                ByteMutator.inPlace(image, 0, image.size(), dice);
                what.append("anywhere ");
                sealed = false;
            } else {
                HdfMap.Part part = dice.pick(parts);
                change(image, part, dice);
                what.append(part.name()).append('@').append(part.from()).append(' ');
                sealed &= part.checked();
            }
        }
        boolean mended = dice.below(5) > 0;
        if (mended) {
            HdfMap.mend(image, parts);
        }
        return new Mutation(image.bytes(), what + (mended ? "mended" : "not mended"), sealed && !mended);
    }

    private void change(Image image, HdfMap.Part part, Dice dice) {
        if (part.seal() == HdfMap.Seal.FLETCHER32) { // which takes two bytes of ones for two of zeros
            int at = part.from() + dice.below(part.to() - part.from());
            image.put(at, 1, image.get(at, 1) ^ (1 + dice.below(255)));
            return;
        }
        switch (dice.below(6)) {
            case 0 -> { // an address or a size of another structure
                int at = part.from() + dice.below(Math.max(1, part.to() - part.from() - 8));
                image.put(at, Math.min(8, part.to() - at), dice.pick(parts).from());
            }
            case 1 -> { // the bytes of another structure
                HdfMap.Part from = dice.pick(parts);
                int length = Math.min(part.to() - part.from(), from.to() - from.from());
                for (int i = 0; i < length; i++) {
                    image.put(part.from() + i, 1, original[from.from() + i]);
                }
            }
            default -> ByteMutator.inPlace(image, part.from(), part.to(), dice);
        }
    }
}
