// Where convolutions read and write: a grid of positions over [batch, depth, height, width], each reading one input for each
// tap. A plain convolution is one grid; a transposed one is a grid for each phase of its strides.
//   words of an axis: in, out, kernel, stride, dilation, before
#pragma once
#include <stdint.h>

namespace {

// The least t >= 0 with t * factor % modulus == target % modulus, and the distance to the next one; -1: there is none.
struct congruence {
    int64_t first, step;

    static congruence of(int64_t factor, int64_t target, int64_t modulus) {
        int64_t r = modulus, next_r = factor % modulus, t = 0, next_t = 1;  // r == t * factor, modulo
        while (next_r != 0) {
            const int64_t q = r / next_r, rest = r - q * next_r, t_rest = t - q * next_t;
            r = next_r;
            next_r = rest;
            t = next_t;
            next_t = t_rest;
        }
        const int64_t step = modulus / r, rest = target % modulus;
        if (rest % r != 0) return {-1, step};
        return {(t % step + step) % step * (rest / r) % step, step};
    }
};

constexpr int kAxisWords = 6;

struct conv_axis {
    int64_t in, out, kernel, stride, dilation, before;
};

struct grid_axis {
    int64_t in;                       // size of the input
    int64_t count, scale;             // position j reads input j * scale + delta of the tap
    int64_t taps, delta, delta_step;  // tap t reads at delta + t * delta_step
    int64_t tap, tap_step;            // and is tap + t * tap_step of the kernel
    int64_t place, place_step;        // position j writes result place + j * place_step

    bool pointwise() const { return taps == 1 && scale == 1 && delta == 0 && count == in; }

    static grid_axis of(const conv_axis& a) { return {a.in, a.out, a.stride, a.kernel, -a.before, a.dilation, 0, 1, 0, 1}; }

    // The results first, first + stride, ... of a transposed convolution: input i with tap t reaches i * stride + t * dilation - before.
    static grid_axis of_phase(const conv_axis& a, int64_t first) {
        grid_axis g = {};
        g.in = a.in;
        g.place = first;
        g.place_step = a.stride;
        g.count = (a.out - first + a.stride - 1) / a.stride;
        g.scale = 1;
        const congruence tap = congruence::of(a.dilation, first + a.before, a.stride);
        g.tap_step = tap.step;
        if (tap.first < 0 || tap.first >= a.kernel) return g;
        g.tap = tap.first;
        g.taps = (a.kernel - g.tap + g.tap_step - 1) / g.tap_step;
        g.delta = (first + a.before - g.tap * a.dilation) / a.stride;
        g.delta_step = -(g.tap_step * a.dilation / a.stride);
        return g;
    }
    // How many phases have results.
    static int64_t phases(const conv_axis& a) { return a.stride < a.out ? a.stride : a.out; }
};

struct conv_grid {
    grid_axis depth, height, width;
    int64_t kernel_height, kernel_width;  // of the whole kernel
    int64_t out_depth, out_height, out_width;

    static conv_axis axis(const int64_t* w) { return {w[0], w[1], w[2], w[3], w[4], w[5]}; }
    static conv_grid of(const int64_t* w) {
        const conv_axis d = axis(w), h = axis(w + kAxisWords), x = axis(w + 2 * kAxisWords);
        return {grid_axis::of(d), grid_axis::of(h), grid_axis::of(x), h.kernel, x.kernel, d.out, h.out, x.out};
    }
    // Of phase i, below phases().
    static conv_grid of_phase(const int64_t* w, int64_t i) {
        const conv_axis d = axis(w), h = axis(w + kAxisWords), x = axis(w + 2 * kAxisWords);
        const int64_t wide = grid_axis::phases(x), high = grid_axis::phases(h);
        return {grid_axis::of_phase(d, i / wide / high), grid_axis::of_phase(h, i / wide % high), grid_axis::of_phase(x, i % wide),
                h.kernel, x.kernel, d.out, h.out, x.out};
    }
    static int64_t phases(const int64_t* w) {
        return grid_axis::phases(axis(w)) * grid_axis::phases(axis(w + kAxisWords)) * grid_axis::phases(axis(w + 2 * kAxisWords));
    }

    // Several pixels of a row at once, as one position; see pixels.inl.
    conv_grid beside(int64_t pixels) const {
        conv_grid g = *this;
        g.width.count /= pixels;
        g.width.taps += (pixels - 1) * width.scale;
        g.width.scale *= pixels;
        g.kernel_width = g.width.taps;
        g.out_width /= pixels;
        return g;
    }

    int64_t inputs() const { return depth.in * height.in * width.in; }
    int64_t positions() const { return depth.count * height.count * width.count; }
    int64_t taps() const { return depth.taps * height.taps * width.taps; }
    // Each position reads the pixel of its own number.
    bool pointwise() const { return depth.pointwise() && height.pointwise() && width.pointwise(); }
};

// A position of the grid, walked in order.
struct grid_cursor {
    const conv_grid& g;
    int64_t n, d, h, w;

    grid_cursor(const conv_grid& grid, int64_t position) : g(grid) {
        w = position % g.width.count;
        position /= g.width.count;
        h = position % g.height.count;
        position /= g.height.count;
        d = position % g.depth.count;
        n = position / g.depth.count;
    }
    void next() { skip(1); }
    // Forward, at most to the first position of the next row.
    void skip(int64_t count) {
        w += count;
        if (w < g.width.count) return;
        w = 0;
        if (++h < g.height.count) return;
        h = 0;
        if (++d < g.depth.count) return;
        d = 0;
        n++;
    }
    // Index of the result among all pixels of y.
    int64_t place() const {
        return ((n * g.out_depth + g.depth.place + d * g.depth.place_step) * g.out_height + g.height.place +
                h * g.height.place_step) * g.out_width + g.width.place + w * g.width.place_step;
    }
};

// One tap of the grid: what it adds to a position's coordinates, and its number in the kernel.
struct grid_tap {
    int64_t d, h, w, number;

    static grid_tap of(const conv_grid& g, int64_t t) {
        const int64_t w = t % g.width.taps, h = t / g.width.taps % g.height.taps, d = t / g.width.taps / g.height.taps;
        return {g.depth.delta + d * g.depth.delta_step, g.height.delta + h * g.height.delta_step,
                g.width.delta + w * g.width.delta_step,
                ((g.depth.tap + d * g.depth.tap_step) * g.kernel_height + g.height.tap + h * g.height.tap_step) * g.kernel_width +
                    g.width.tap + w * g.width.tap_step};
    }
    // The pixel that it reads from a position, counted over the whole input; -1: outside.
    int64_t pixel(const grid_cursor& at) const {
        const conv_grid& g = at.g;
        const int64_t id = at.d * g.depth.scale + d, ih = at.h * g.height.scale + h, iw = at.w * g.width.scale + w;
        const bool inside = (uint64_t)id < (uint64_t)g.depth.in && (uint64_t)ih < (uint64_t)g.height.in &&
                            (uint64_t)iw < (uint64_t)g.width.in;
        return inside ? ((at.n * g.depth.in + id) * g.height.in + ih) * g.width.in + iw : -1;
    }
};

}  // namespace
