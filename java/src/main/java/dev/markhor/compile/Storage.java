package dev.markhor.compile;

import dev.markhor.runtime.WeightArray;

/** Memory behind one or more operands; a reshape gives the same storage another shape. */
final class Storage {
    /** Where the bytes live. */
    enum Place {
        INPUT,
        OUTPUT,
        WEIGHT,
        ARENA,
        /** The part of another storage whose turn it is in a loop. */
        PART
    }

    private final long bytes;
    private Place place;
    private int index = -1;
    private WeightArray array;
    private Storage whole;
    private long offset = -1;

    private Storage(Place place, long bytes) {
        this.place = place;
        this.bytes = bytes;
    }

    static Storage input(int index, long bytes) {
        Storage storage = new Storage(Place.INPUT, bytes);
        storage.index = index;
        return storage;
    }

    static Storage weight(WeightArray array, long bytes) {
        Storage storage = new Storage(Place.WEIGHT, bytes);
        storage.array = array;
        return storage;
    }

    static Storage arena(long bytes) {
        return new Storage(Place.ARENA, bytes);
    }

    /** {@code bytes} bytes of {@code whole}: the first ones in the first turn of a loop, those behind them in the next. */
    static Storage part(Storage whole, long bytes) {
        Storage storage = new Storage(Place.PART, bytes);
        storage.whole = whole;
        return storage;
    }

    /** An intermediate result that is also output {@code number} is written where the caller wants it. */
    void becomeOutput(int number) {
        place = Place.OUTPUT;
        index = number;
    }

    Place place() {
        return place;
    }

    long bytes() {
        return bytes;
    }

    int index() {
        return index;
    }

    WeightArray array() {
        return array;
    }

    /** What it is a part of; itself, if it is none. */
    Storage whole() {
        return place == Place.PART ? whole : this;
    }

    long offset() {
        return offset;
    }

    void placeAt(long arenaOffset) {
        offset = arenaOffset;
    }

    boolean isWeight() {
        return place == Place.WEIGHT;
    }
}
