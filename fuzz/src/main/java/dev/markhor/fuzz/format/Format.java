package dev.markhor.fuzz.format;

import dev.markhor.fuzz.mutation.Dice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A kind of file that is fuzzed. Seeds that follow each other share a sound file, so that what is known of it is made once. */
public enum Format {
    HDF5("hdf5") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            Corpus.Choice files = dice.oneIn(8) ? corpus.rewritten() : corpus.hdf5();
            return new HdfSubject(corpus.pick(files, dice), corpus.pick(corpus.hdf5(), dice));
        }
    },
    KERAS("keras") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            return new KerasSubject(corpus.pick(corpus.keras(), dice), corpus.pick(corpus.hdf5(), dice));
        }
    },
    CHECKPOINT("checkpoint") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            return new CheckpointSubject(corpus.pick(corpus.checkpoints(), dice));
        }
    },
    RESTORE("restore") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            return new RestoreSubject(corpus.pick(corpus.checkpoints(), dice));
        }
    },
    FOLDER("folder") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            return new FolderSubject(corpus.pick(corpus.keras(), dice), corpus.pick(corpus.hdf5(), dice));
        }
    },
    SHARDED("sharded") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            return new ShardedSubject(corpus.pick(corpus.sharded(), dice), corpus.pick(corpus.hdf5(), dice));
        }
    },
    SAVED_MODEL("savedmodel") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            return new SavedModelSubject(dice.pick(corpus.savedModels()));
        }
    },
    JSON("json") {
        @Override
        Subject open(Corpus corpus, Dice dice) throws IOException {
            return new JsonSubject(corpus.pick(corpus.configs(), dice));
        }
    };

    /** Seeds that share a sound file. */
    public static final int BLOCK = 32;

    private final String word;

    Format(String word) {
        this.word = word;
    }

    /** What the command calls it. */
    public String word() {
        return word;
    }

    /** What the command calls them all. */
    public static String words() {
        return List.of(values()).stream().map(Format::word).collect(Collectors.joining(", "));
    }

    /** Those of the word, or all for {@code all}. */
    public static List<Format> of(String word) {
        List<Format> found = List.of(values()).stream()
                .filter(format -> word.equals("all") || format.word.equals(word))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("format " + word + ": expected all or one of " + words());
        }
        return found;
    }

    /** The subject of the block that a seed belongs to. */
    public Subject subject(Path repository, long seed) throws IOException {
        return open(Corpus.of(repository), Dice.of(word + " block", Math.floorDiv(seed, BLOCK)));
    }

    /** The dice of a seed. */
    public Dice dice(long seed) {
        return Dice.of(word, seed);
    }

    abstract Subject open(Corpus corpus, Dice dice) throws IOException;
}
