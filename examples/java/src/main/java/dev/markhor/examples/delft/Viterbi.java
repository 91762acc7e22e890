package dev.markhor.examples.delft;

/** The path of the largest sum through a table of words and tags; of equal ones, that of the lower tags. */
final class Viterbi {
    private final float[] chain;
    private final int tags;

    /** @param chain what speaks for going from one tag to another, {@code [from, to]} */
    Viterbi(float[] chain, int tags) {
        this.chain = chain;
        this.tags = tags;
    }

    /**
     * @param potentials {@code [words, tags]}
     * @param first the first word of the path
     * @param count how many words
     * @param path receives their tags
     */
    void decode(float[] potentials, int first, int count, int[] path) {
        float[] score = new float[tags]; // of the best path that ends with a tag
        int[][] before = new int[count][tags]; // the tag before it there
        for (int t = 0; t < count; t++) {
            float[] next = new float[tags];
            for (int to = 0; to < tags; to++) {
                before[t][to] = t == 0 ? 0 : bestBefore(score, to);
                float sum = t == 0 ? 0 : score[before[t][to]] + chain[before[t][to] * tags + to];
                next[to] = sum + potentials[(first + t) * tags + to];
            }
            score = next;
        }
        int tag = 0;
        for (int other = 1; other < tags; other++) {
            tag = score[other] > score[tag] ? other : tag;
        }
        for (int t = count - 1; t >= 0; t--) {
            path[first + t] = tag;
            tag = before[t][tag];
        }
    }

    private int bestBefore(float[] score, int to) {
        int best = 0;
        for (int from = 1; from < tags; from++) {
            if (score[from] + chain[from * tags + to] > score[best] + chain[best * tags + to]) {
                best = from;
            }
        }
        return best;
    }
}
