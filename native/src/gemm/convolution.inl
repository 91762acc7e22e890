// Convolutions as products whose rows are gathered by pointers: no copies of the input.
//   words of convolution: type (f32, f64), x, weights, y, epilogue, batch, channels, filters, groups, axes depth, height, width,
//                         pixels at once (weights by pixel_pack if there are several)
//   words of transposed_convolution: the same without groups and pixels
#include "../simd/types.h"
#include "block.inl"
#include "grid.inl"
#include "pixels.inl"

namespace {

template <class T>
constexpr T kZeros[kLongestSegment] = {};  // what lies outside

// Rows are grid positions, segments are taps; see plain_rows.
template <class T>
struct grid_rows {
    const conv_grid* g;
    const T* x;
    int64_t channels, stride;       // of the group; elements from pixel to pixel of x
    int64_t filters;                // elements from pixel to pixel of y
    int64_t taps_at_once, parts;    // whole taps in a chunk, or parts of one tap

    static grid_rows of(const conv_grid& g, const T* x, int64_t channels, int64_t stride, int64_t filters) {
        grid_rows r = {&g, x, channels, stride, filters, 1, 1};
        if (channels > kLongestSegment) {
            r.parts = (channels + kMostK - 1) / kMostK;
            return r;
        }
        const int64_t taps = g.taps(), most = taps * channels <= kLongestSegment ? taps : kMostK / channels;
        r.taps_at_once = most < 1 ? 1 : most > kMostSegments ? kMostSegments : most;
        return r;
    }

    int64_t chunks() const {
        const int64_t taps = g->taps();
        return taps == 0 ? 1 : (taps + taps_at_once - 1) / taps_at_once * parts;
    }
    int64_t rows_at_once() const {
        const int64_t most = kMostPointers / taps_at_once;
        return most < kMostRows ? most : kMostRows;
    }
    void places(int64_t first, int64_t count, int64_t* places) const {
        grid_cursor at(*g, first);
        for (int64_t i = 0; i < count; i++, at.next()) places[i] = at.place() * filters;
    }
    segments gather(int64_t chunk, int64_t first, int64_t count, const T** rows, int64_t* offsets) {
        const int64_t taps = g->taps(), groups = (taps + taps_at_once - 1) / taps_at_once, group = chunk / parts;
        if (taps == 0) return {0, 0};
        const int64_t t0 = taps * group / groups, t1 = taps * (group + 1) / groups;
        const int64_t from = channels * (chunk % parts) / parts, to = channels * (chunk % parts + 1) / parts;
        grid_tap tap[kMostSegments];
        for (int64_t t = t0; t < t1; t++) {
            tap[t - t0] = grid_tap::of(*g, t);
            offsets[t - t0] = (tap[t - t0].number * channels + from) * kPanel<T>;
        }
        grid_cursor at(*g, first);
        for (int64_t i = 0; i < count; i++, at.next()) {
            for (int64_t s = 0; s < t1 - t0; s++) {
                const int64_t pixel = tap[s].pixel(at);
                rows[s * count + i] = pixel < 0 ? kZeros<T> : x + pixel * stride + from;
            }
        }
        return {t1 - t0, to - from};
    }
};

// The same where the taps of a kernel row read pixels side by side: they are one segment, and rows of the grid are walked in steps.
// Only windows that leave the input are copied, and filled up with zeros.
template <class T>
struct run_rows {
    static constexpr int64_t kBuffer = kTallest * kLongestSegment;  // elements

    const conv_grid* g;
    const T* x;
    int64_t channels, filters;
    int64_t length, runs, runs_at_once;  // of a segment; kernel rows, and those in a chunk
    int64_t inner_from, inner_to;        // positions of a grid row whose windows lie in the input
    T* buffer;                           // kBuffer elements

    static bool fits(const conv_grid& g, int64_t channels, int64_t stride) {
        return channels > 0 && channels <= kMostChannels && channels == stride && g.width.delta_step == 1 &&
               g.width.taps * channels <= kLongestSegment;
    }

    static run_rows of(const conv_grid& g, const T* x, int64_t channels, int64_t filters, T* buffer) {
        run_rows r = {&g, x, channels, filters, g.width.taps * channels, g.depth.taps * g.height.taps, 1, 0, 0, buffer};
        const int64_t most = r.runs * r.length <= kLongestSegment ? r.runs : kMostK / r.length;
        r.runs_at_once = most < 1 ? 1 : most > kMostSegments ? kMostSegments : most;
        const grid_axis& w = g.width;
        const int64_t before = w.delta < 0 ? (-w.delta + w.scale - 1) / w.scale : 0, last = w.in - w.taps - w.delta;
        const int64_t to = last < 0 ? 0 : last / w.scale + 1;
        r.inner_from = before < w.count ? before : w.count;
        r.inner_to = to > w.count ? w.count : to > r.inner_from ? to : r.inner_from;
        return r;
    }

    int64_t chunks() const { return (runs + runs_at_once - 1) / runs_at_once; }
    int64_t rows_at_once() const {
        const int64_t windows = kBuffer / (runs_at_once * length), pointers = kMostPointers / runs_at_once;
        const int64_t borders = g->width.count - (inner_to - inner_from);  // in a grid row; a block meets up to two rows in part
        int64_t most = borders == 0 ? kMostRows : (windows / borders - 2) * g->width.count;
        if (most < windows) most = windows;
        if (most > pointers) most = pointers;
        return most < kMostRows ? most : kMostRows;
    }
    void places(int64_t first, int64_t count, int64_t* places) const {
        grid_cursor at(*g, first);
        for (int64_t i = 0; i < count;) {
            const int64_t left = g->width.count - at.w, positions = left < count - i ? left : count - i;
            const int64_t place = at.place() * filters;
            for (int64_t j = 0; j < positions; j++) places[i + j] = place + j * filters;
            i += positions;
            at.skip(positions);
        }
    }

    segments gather(int64_t chunk, int64_t first, int64_t count, const T** rows, int64_t* offsets) {
        const int64_t all = chunks(), r0 = runs * chunk / all, r1 = runs * (chunk + 1) / all;
        T* free = buffer;
        for (int64_t r = r0; r < r1; r++) offsets[r - r0] = r * g->kernel_width * channels * kPanel<T>;
        grid_cursor at(*g, first);
        for (int64_t i = 0; i < count;) {  // along a row of the grid
            const int64_t left = g->width.count - at.w, positions = left < count - i ? left : count - i;
            for (int64_t r = r0; r < r1; r++) free = point(at, r, positions, rows + (r - r0) * count + i, free);
            i += positions;
            at.skip(positions);
        }
        return {r1 - r0, length};
    }

  private:
    static constexpr int64_t kMostChannels = 128;  // segments of one tap are long enough beyond that

    // Run r for positions side by side; returns what of the buffer is still free.
    T* point(const grid_cursor& at, int64_t r, int64_t positions, const T** rows, T* free) const {
        const grid_tap tap = grid_tap::of(*g, r * g->width.taps);
        const int64_t id = at.d * g->depth.scale + tap.d, ih = at.h * g->height.scale + tap.h;
        if ((uint64_t)id >= (uint64_t)g->depth.in || (uint64_t)ih >= (uint64_t)g->height.in) {
            for (int64_t i = 0; i < positions; i++) rows[i] = kZeros<T>;
            return free;
        }
        const T* row = x + ((at.n * g->depth.in + id) * g->height.in + ih) * g->width.in * channels;
        const int64_t step = g->width.scale * channels, to = at.w + positions;
        int64_t w = at.w;
        for (; w < to && w < inner_from; w++, free += length) rows[w - at.w] = window(row, w * g->width.scale + tap.w, free);
        const int64_t inner = to < inner_to ? to : inner_to;
        const T* pixel = row + (w * g->width.scale + tap.w) * channels;
        for (; w < inner; w++, pixel += step) rows[w - at.w] = pixel;
        for (; w < to; w++, free += length) rows[w - at.w] = window(row, w * g->width.scale + tap.w, free);
        return free;
    }

    // The window from pixel iw of a row, copied. A few elements most often.
    MK_SMALL_CODE const T* window(const T* row, int64_t iw, T* target) const {
        const int64_t left = g->width.in - iw, to = left < g->width.taps ? (left > 0 ? left : 0) * channels : length;
        int64_t i = 0;
        for (; i < to && i < -iw * channels; i++) target[i] = 0;
        for (; i < to; i++) target[i] = row[iw * channels + i];
        for (; i < length; i++) target[i] = 0;
        return target;
    }
};

// Rows copied into one segment, for few channels that lie apart: groups, dilation. Only for grids whose taps are the kernel's in order.
template <class T>
struct copied_rows {
    static constexpr int64_t kBuffer = kTallest * kLongestSegment;  // elements

    grid_rows<T> grid;
    T* buffer;  // kBuffer elements

    int64_t chunks() const { return grid.chunks(); }
    int64_t rows_at_once() const {
        const int64_t most = kBuffer / (grid.taps_at_once * grid.channels), few = grid.rows_at_once();
        return most < few ? most : few;
    }
    void places(int64_t first, int64_t count, int64_t* places) const { grid.places(first, count, places); }

    segments gather(int64_t chunk, int64_t first, int64_t count, const T** rows, int64_t* offsets) {
        const conv_grid& g = *grid.g;
        const int64_t taps = g.taps(), chunks = grid.chunks(), channels = grid.channels;
        const int64_t t0 = taps * chunk / chunks, t1 = taps * (chunk + 1) / chunks, length = (t1 - t0) * channels;
        offsets[0] = t0 * channels * kPanel<T>;
        for (int64_t i = 0; i < count; i++) rows[i] = buffer + i * length;
        grid_cursor at(g, first);
        for (int64_t i = 0; i < count;) {  // along a row of the grid
            const int64_t left = g.width.count - at.w, positions = left < count - i ? left : count - i;
            T* target = buffer + i * length;
            for (int64_t t = t0; t < t1; t++, target += channels) copy_tap(at, grid_tap::of(g, t), positions, target, length);
            i += positions;
            at.skip(positions);
        }
        return {1, length};
    }

  private:
    // One tap for positions side by side, whose targets are `step` apart.
    void copy_tap(const grid_cursor& at, const grid_tap& tap, int64_t positions, T* target, int64_t step) const {
        const conv_grid& g = at.g;
        const int64_t id = at.d * g.depth.scale + tap.d, ih = at.h * g.height.scale + tap.h;
        const bool inside = (uint64_t)id < (uint64_t)g.depth.in && (uint64_t)ih < (uint64_t)g.height.in;
        const T* row = grid.x + ((at.n * g.depth.in + id) * g.height.in + ih) * g.width.in * grid.stride;
        int64_t iw = at.w * g.width.scale + tap.w;
        for (int64_t i = 0; i < positions; i++, target += step, iw += g.width.scale) {
            const bool there = inside && (uint64_t)iw < (uint64_t)g.width.in;
            for (int64_t c = 0; c < grid.channels; c++) target[c] = there ? row[iw * grid.stride + c] : 0;
        }
    }
};

template <class T>
void convolve(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 4 + kEpilogueWords;
    const int64_t batch = sizes[0], channels = sizes[1], groups = sizes[3], pixels = sizes[4 + 3 * kAxisWords];
    int64_t filters = sizes[2];
    conv_grid g = conv_grid::of(sizes + 4);
    const T* x = (const T*)mk_resolve(ctx, w[1]);
    const T* weights = (const T*)mk_resolve(ctx, w[2]);
    T* y = (T*)mk_resolve(ctx, w[3]);
    epilogue<T> out = epilogue<T>::parse(ctx, w + 4);
    alignas(64) T bias[kPanel<T>];
    if (pixels > 1) {
        const conv_grid wide = g.beside(pixels);
        if (all_finite(ctx, x, batch * g.inputs() * channels)) {
            for (int64_t i = 0; out.bias && i < pixels * filters; i++) bias[i] = out.bias[i % filters];
            if (out.bias) out.bias = bias;
            filters *= pixels;
            g = wide;
        } else {  // one by one, by the weights of the first
            g.kernel_width = wide.kernel_width;
        }
    }
    const int64_t inputs = channels / groups, outputs = filters / groups, k = g.taps() * inputs;
    const int64_t rows = batch * g.positions(), packed = (outputs + kPanel<T> - 1) / kPanel<T> * k * kPanel<T>;
    parallel_products<T>(ctx, groups, rows, outputs, k, [&](int64_t group, const auto& run) {
        product<T> p = {weights + group * packed, y + group * outputs, outputs, k, out};
        if (out.bias) p.out.bias += group * outputs;
        if (out.residual) p.out.residual += group * outputs;
        if (g.pointwise()) {
            plain_rows<T> source = {x + group * inputs, channels, filters, k};
            run(p, source);
        } else if (run_rows<T>::fits(g, inputs, channels)) {
            alignas(64) T buffer[run_rows<T>::kBuffer];
            run_rows<T> source = run_rows<T>::of(g, x, inputs, filters, buffer);
            run(p, source);
        } else if (inputs > 0 && inputs < 16) {  // segments of pixels would be too short
            alignas(64) T buffer[copied_rows<T>::kBuffer];
            copied_rows<T> source = {grid_rows<T>::of(g, x + group * inputs, inputs, channels, filters), buffer};
            run(p, source);
        } else {
            grid_rows<T> source = grid_rows<T>::of(g, x + group * inputs, inputs, channels, filters);
            run(p, source);
        }
    });
}

template <class T>
void convolve_transposed(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 4 + kEpilogueWords;
    const int64_t batch = sizes[0], channels = sizes[1], filters = sizes[2];
    const int64_t* axes = sizes + 3;
    if (batch == 0 || filters == 0) return;
    const product<T> p = {(const T*)mk_resolve(ctx, w[2]), (T*)mk_resolve(ctx, w[3]), filters,
                          axes[2] * axes[kAxisWords + 2] * axes[2 * kAxisWords + 2] * channels, epilogue<T>::parse(ctx, w + 4)};
    for (int64_t phase = 0; phase < conv_grid::phases(axes); phase++) {
        const conv_grid g = conv_grid::of_phase(axes, phase);
        const grid_rows<T> rows = grid_rows<T>::of(g, (const T*)mk_resolve(ctx, w[1]), channels, channels, filters);
        parallel_products<T>(ctx, 1, batch * g.positions(), filters, g.taps() * channels, [&](int64_t, const auto& run) {
            grid_rows<T> mine = rows;
            run(p, mine);
        });
    }
}

}  // namespace

MK_KERNEL(convolution) {
    if (w[0] == MK_F64) convolve<double>(ctx, w);
    else convolve<float>(ctx, w);
}

MK_KERNEL(transposed_convolution) {
    if (w[0] == MK_F64) convolve_transposed<double>(ctx, w);
    else convolve_transposed<float>(ctx, w);
}
