package dev.markhor.compile;

/**
 * The discrete Fourier transform of one length: powers of two by halving, other lengths as a convolution of such a length (Bluestein).
 * In double precision. Immutable, and so safe for many threads.
 */
final class Fourier {
    private final int length;
    /** {@code exp(-2πi k / length)} for k below half the length; of other than powers of two, {@code exp(-πi k² / length)} for all k. */
    private final double[] cosines;

    private final double[] sines;
    private final Fourier padded;
    private final double[] filterReal;
    private final double[] filterImaginary;

    private Fourier(int length, Fourier padded) {
        this.length = length;
        this.padded = padded;
        int count = padded == null ? length / 2 : length;
        cosines = new double[count];
        sines = new double[count];
        for (int k = 0; k < count; k++) {
            double turns =
                    padded == null ? (double) k / length : (double) ((long) k * k % (2L * length)) / (2L * length);
            cosines[k] = Math.cos(2 * Math.PI * turns);
            sines[k] = -Math.sin(2 * Math.PI * turns);
        }
        filterReal = new double[padded == null ? 0 : padded.length];
        filterImaginary = new double[filterReal.length];
        if (padded != null) {
            for (int k = 0; k < length; k++) {
                int mirrored = (padded.length - k) % padded.length;
                filterReal[k] = filterReal[mirrored] = cosines[k];
                filterImaginary[k] = filterImaginary[mirrored] = -sines[k];
            }
            padded.transform(filterReal, filterImaginary);
        }
    }

    static Fourier of(int length) {
        boolean powerOfTwo = Integer.bitCount(length) == 1;
        return new Fourier(length, powerOfTwo ? null : of(Integer.highestOneBit(2 * length - 1) * 2));
    }

    /** Replaces numbers by {@code X[k] = Σ x[t] exp(-2πi k t / length)}. With the two arrays exchanged: by the inverse, times the length. */
    void transform(double[] real, double[] imaginary) {
        if (padded == null) {
            reverseBits(real, imaginary);
            for (int half = 1; half < length; half *= 2) {
                combine(real, imaginary, half);
            }
        } else {
            convolve(real, imaginary);
        }
    }

    private void reverseBits(double[] real, double[] imaginary) {
        int shift = 32 - Integer.numberOfTrailingZeros(length);
        for (int i = 1; i < length; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (i < j) {
                exchange(real, i, j);
                exchange(imaginary, i, j);
            }
        }
    }

    private static void exchange(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    /** From transforms of {@code half} numbers to those of twice as many. */
    private void combine(double[] real, double[] imaginary, int half) {
        int stride = length / (2 * half);
        for (int start = 0; start < length; start += 2 * half) {
            for (int k = 0; k < half; k++) {
                int a = start + k;
                int b = a + half;
                double cosine = cosines[k * stride];
                double sine = sines[k * stride];
                double x = real[b] * cosine - imaginary[b] * sine;
                double y = real[b] * sine + imaginary[b] * cosine;
                real[b] = real[a] - x;
                imaginary[b] = imaginary[a] - y;
                real[a] += x;
                imaginary[a] += y;
            }
        }
    }

    /** {@code k t = (k² + t² - (k - t)²) / 2}: a convolution between two multiplications. */
    private void convolve(double[] real, double[] imaginary) {
        double[] x = new double[padded.length];
        double[] y = new double[padded.length];
        for (int t = 0; t < length; t++) {
            x[t] = real[t] * cosines[t] - imaginary[t] * sines[t];
            y[t] = real[t] * sines[t] + imaginary[t] * cosines[t];
        }
        padded.transform(x, y);
        for (int k = 0; k < x.length; k++) {
            double product = x[k] * filterReal[k] - y[k] * filterImaginary[k];
            y[k] = x[k] * filterImaginary[k] + y[k] * filterReal[k];
            x[k] = product;
        }
        padded.transform(y, x);
        for (int k = 0; k < length; k++) {
            real[k] = (x[k] * cosines[k] - y[k] * sines[k]) / padded.length;
            imaginary[k] = (x[k] * sines[k] + y[k] * cosines[k]) / padded.length;
        }
    }
}
