// 3x3 convolutions with stride 1 by Winograd's F(4x4, 3x3), float32: a quarter of the multiplications. Tiles of 6x6 inputs, at
// distance 4, become 36 numbers each; 36 products over the channels; and back to 4x4 results.
//
// The interpolation points are 0, +-sqrt(1/2), +-sqrt(2) and infinity: with them the errors stay those of a plain sum of floats.
//   words of winograd_pack: source [3, 3, channels, filters], packed, channels, filters, scale: one factor for each filter, or none
//   words of winograd_convolution: x, weights, y, epilogue, batch, channels, filters, axes height, width, scratch, tiles at once
// Packed: [36][panel][channel][column].
#include "../simd/types.h"
#include "block.inl"
#include "grid.inl"

namespace {

constexpr int kPoints = 6, kSums = kPoints * kPoints, kTile = 4;
constexpr double kA2 = 0.5, kB2 = 2, kA = 0.70710678118654752440, kB = 1.41421356237309504880;
// Rows of V and M are this much longer than they need be, and matrices, so that they do not fall into the same cache sets.
constexpr int64_t kRowSlack = 16, kMatrixSlack = 48;

MK_INLINE int64_t whole_panels(int64_t columns) { return (columns + kPanel<float> - 1) / kPanel<float> * kPanel<float>; }

// One dimension of the transform of a kernel: (1, p, p^2) over the product of p's distances to the other points. In double.
MK_INLINE void transform_taps(const vec<double>* g, int64_t step, vec<double>* u) {
    const double n0 = 1 / (kA2 * kB2), na = 1 / (2 * kA2 * (kA2 - kB2)), nb = 1 / (2 * kB2 * (kB2 - kA2));
    const vec<double> g0 = g[0], g1 = g[step], g2 = g[2 * step];
    u[0] = g0 * n0;
    u[1] = (g0 + kA * g1 + kA2 * g2) * na;
    u[2] = (g0 - kA * g1 + kA2 * g2) * na;
    u[3] = (g0 + kB * g1 + kB2 * g2) * nb;
    u[4] = (g0 - kB * g1 + kB2 * g2) * nb;
    u[5] = g2;
}

MK_INLINE void transform_inputs(const vec<float>* d, vec<float>* t) {
    typedef vec<float> V;
    const float s = (float)(kA2 + kB2), ab = (float)(kA2 * kB2), a = (float)kA, b = (float)kB, a2 = (float)kA2, b2 = (float)kB2;
    t[0] = d[0] * ab - d[2] * s + d[4];
    const V even_a = d[4] - d[2] * b2, odd_a = (d[3] - d[1] * b2) * a;
    t[1] = even_a + odd_a;
    t[2] = even_a - odd_a;
    const V even_b = d[4] - d[2] * a2, odd_b = (d[3] - d[1] * a2) * b;
    t[3] = even_b + odd_b;
    t[4] = even_b - odd_b;
    t[5] = d[1] * ab - d[3] * s + d[5];
}

MK_INLINE void transform_sums(const vec<float>* m, vec<float>* y) {
    typedef vec<float> V;
    const float a = (float)kA, b = (float)kB, a2 = (float)kA2, b2 = (float)kB2, a3 = (float)(kA * kA2), b3 = (float)(kB * kB2);
    const V sum_a = m[1] + m[2], difference_a = m[1] - m[2], sum_b = m[3] + m[4], difference_b = m[3] - m[4];
    y[0] = m[0] + sum_a + sum_b;
    y[1] = difference_a * a + difference_b * b;
    y[2] = sum_a * a2 + sum_b * b2;
    y[3] = difference_a * a3 + difference_b * b3 + m[5];
}

struct winograd_pack_job {
    const float *source, *scale;
    float* packed;
    int64_t channels, filters;
};

// One channel of up to a panel of filters.
MK_INLINE void winograd_pack_row(const float* source, const float* scale, int64_t tap_stride, int64_t width, float* target, int64_t matrix) {
    constexpr int lanes = kLanes<double>;
    alignas(64) float taps[9][kPanel<float>] = {}, points[kSums][kPanel<float>];
    for (int t = 0; t < 9; t++)
        for (int64_t j = 0; j < width; j++) taps[t][j] = scale ? source[t * tap_stride + j] * scale[j] : source[t * tap_stride + j];
    for (int from = 0; from < kPanel<float>; from += lanes) {
        vec<double> g[9], half[3 * kPoints], u[kPoints];
        for (int t = 0; t < 9; t++) {
            double values[lanes];
            for (int j = 0; j < lanes; j++) values[j] = taps[t][from + j];
            g[t] = load(values);
        }
        for (int column = 0; column < 3; column++) transform_taps(g + column, 3, half + column * kPoints);
        for (int p = 0; p < kPoints; p++) {
            transform_taps(half + p, kPoints, u);
            for (int q = 0; q < kPoints; q++)
                for (int j = 0; j < lanes; j++) points[p * kPoints + q][from + j] = (float)u[q][j];
        }
    }
    for (int i = 0; i < kSums; i++) memcpy(target + i * matrix, points[i], kPanelBytes);
}

// Channels of all panels.
void winograd_pack_part(void* arg, int64_t begin, int64_t end) {
    const winograd_pack_job& job = *(const winograd_pack_job*)arg;
    for (int64_t i = begin; i < end; i++) {
        const int64_t column = i / job.channels * kPanel<float>, channel = i % job.channels, left = job.filters - column;
        winograd_pack_row(job.source + channel * job.filters + column, job.scale ? job.scale + column : nullptr,
                          job.channels * job.filters, left < kPanel<float> ? left : kPanel<float>,
                          job.packed + i * kPanel<float>, whole_panels(job.filters) * job.channels);
    }
}

struct winograd_job {
    const float *x, *weights;
    float* y;
    epilogue<float> out;
    int64_t channels, filters;
    conv_axis height, width;
    int64_t tiles_high, tiles_wide;
    int64_t first, count;  // tiles of this block
    float *v, *m;
    int64_t v_row, v_matrix, m_row, m_matrix;

    struct place {
        int64_t n, h, w;  // of the tile's first result
    };
    place of(int64_t tile) const {
        const int64_t t = first + tile;
        return {t / tiles_wide / tiles_high, t / tiles_wide % tiles_high * kTile, t % tiles_wide * kTile};
    }
};

template <bool partial>
MK_INLINE void gather_vector(const float* const* pixels, int64_t channel, float* v, int64_t matrix, int64_t lanes) {
    typedef vec<float> V;
    V half[kPoints][kPoints];
    for (int j = 0; j < kPoints; j++) {
        V d[kPoints], t[kPoints];
        MK_UNROLL for (int i = 0; i < kPoints; i++) {
            const float* p = pixels[i * kPoints + j];
            d[i] = !p ? V{} : partial ? load_some(p + channel, lanes) : load(p + channel);
        }
        transform_inputs(d, t);
        MK_UNROLL for (int i = 0; i < kPoints; i++) half[i][j] = t[i];
    }
    for (int i = 0; i < kPoints; i++) {
        V t[kPoints];
        transform_inputs(half[i], t);
        MK_UNROLL for (int j = 0; j < kPoints; j++) store(v + (i * kPoints + j) * matrix + channel, t[j]);
    }
}

// Tiles of the block.
void winograd_inputs(void* arg, int64_t begin, int64_t end) {
    const winograd_job& job = *(const winograd_job*)arg;
    constexpr int64_t lanes = kLanes<float>;
    for (int64_t tile = begin; tile < end; tile++) {
        const winograd_job::place at = job.of(tile);
        const float* pixels[kSums];
        for (int i = 0; i < kPoints; i++)
            for (int j = 0; j < kPoints; j++) {
                const int64_t h = at.h - job.height.before + i, w = at.w - job.width.before + j;
                const bool inside = (uint64_t)h < (uint64_t)job.height.in && (uint64_t)w < (uint64_t)job.width.in;
                pixels[i * kPoints + j] =
                    inside ? job.x + ((at.n * job.height.in + h) * job.width.in + w) * job.channels : nullptr;
            }
        float* v = job.v + tile * job.v_row;
        int64_t channel = 0;
        for (; channel + lanes <= job.channels; channel += lanes) gather_vector<false>(pixels, channel, v, job.v_matrix, 0);
        if (channel < job.channels) gather_vector<true>(pixels, channel, v, job.v_matrix, job.channels - channel);
    }
}

template <bool partial>
MK_INLINE void scatter_vector(const winograd_job& job, const float* m, int64_t place, int64_t filter, int high, int wide,
                              int64_t lanes) {
    typedef vec<float> V;
    V half[kTile][kPoints];
    for (int j = 0; j < kPoints; j++) {
        V d[kPoints], t[kTile];
        MK_UNROLL for (int i = 0; i < kPoints; i++) d[i] = load(m + (i * kPoints + j) * job.m_matrix + filter);
        transform_sums(d, t);
        MK_UNROLL for (int i = 0; i < kTile; i++) half[i][j] = t[i];
    }
    auto get = [&](const float* p) __attribute__((always_inline)) { return partial ? load_some(p, lanes) : load(p); };
    const V bias = job.out.bias ? get(job.out.bias + filter) : V{}, low = spread(job.out.low), top = spread(job.out.high);
    for (int i = 0; i < high; i++) {
        V t[kTile];
        transform_sums(half[i], t);
        for (int j = 0; j < wide; j++) {
            const int64_t to = place + (i * job.width.out + j) * job.filters + filter;
            V r = t[j] + bias;
            if (job.out.residual) r += get(job.out.residual + to);
            r = clamp<float>(r, low, top);
            if (partial) store_some(job.y + to, r, lanes);
            else store(job.y + to, r);
        }
    }
}

void winograd_outputs(void* arg, int64_t begin, int64_t end) {
    const winograd_job& job = *(const winograd_job*)arg;
    constexpr int64_t lanes = kLanes<float>;
    for (int64_t tile = begin; tile < end; tile++) {
        const winograd_job::place at = job.of(tile);
        const int64_t place = ((at.n * job.height.out + at.h) * job.width.out + at.w) * job.filters;
        const int high = (int)(job.height.out - at.h < kTile ? job.height.out - at.h : kTile);
        const int wide = (int)(job.width.out - at.w < kTile ? job.width.out - at.w : kTile);
        const float* m = job.m + tile * job.m_row;
        int64_t filter = 0;
        for (; filter + lanes <= job.filters; filter += lanes) scatter_vector<false>(job, m, place, filter, high, wide, 0);
        if (filter < job.filters) scatter_vector<true>(job, m, place, filter, high, wide, job.filters - filter);
        for (int i = 0; i < high; i++) job.out.finish(job.y + place + i * job.width.out * job.filters, wide * job.filters);
    }
}

void winograd(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 3 + kEpilogueWords;
    const int64_t* rest = sizes + 3 + 2 * kAxisWords;
    winograd_job job = {};
    job.x = (const float*)mk_resolve(ctx, w[0]);
    job.weights = (const float*)mk_resolve(ctx, w[1]);
    job.y = (float*)mk_resolve(ctx, w[2]);
    job.out = epilogue<float>::parse(ctx, w + 3);
    job.channels = sizes[1];
    job.filters = sizes[2];
    job.height = conv_grid::axis(sizes + 3);
    job.width = conv_grid::axis(sizes + 3 + kAxisWords);
    if (job.channels == 0 || job.filters == 0) return;  // not given to this kernel
    job.tiles_high = (job.height.out + kTile - 1) / kTile;
    job.tiles_wide = (job.width.out + kTile - 1) / kTile;
    const int64_t tiles = sizes[0] * job.tiles_high * job.tiles_wide, at_once = rest[1], columns = whole_panels(job.filters);
    const int64_t blocks = (tiles + at_once - 1) / at_once, matrix = columns * job.channels;
    job.v_row = whole_panels(job.channels) + kRowSlack;
    job.m_row = columns + kRowSlack;
    job.v_matrix = at_once * job.v_row + kMatrixSlack;
    job.m_matrix = at_once * job.m_row + kMatrixSlack;
    job.v = (float*)mk_resolve(ctx, rest[0]);
    job.m = job.v + kSums * job.v_matrix;
    epilogue<float> none = {};
    none.low = -__builtin_inff();
    none.high = __builtin_inff();
    for (int64_t block = 0; block < blocks; block++) {
        job.first = tiles * block / blocks;
        job.count = tiles * (block + 1) / blocks - job.first;
        mk_parallel(ctx, job.count, 1 + 2048 / job.channels, winograd_inputs, &job);
        parallel_products<float>(ctx, kSums, job.count, columns, job.channels, [&](int64_t i, const auto& run) {
            const product<float> p = {job.weights + i * matrix, job.m + i * job.m_matrix, columns, job.channels, none, false,
                                      i + 1 < kSums ? job.weights + (i + 1) * matrix : nullptr};
            plain_rows<float> rows = {job.v + i * job.v_matrix, job.v_row, job.m_row, job.channels};
            run(p, rows);
        });
        mk_parallel(ctx, job.count, 1 + 2048 / job.filters, winograd_outputs, &job);
    }
}

}  // namespace

MK_KERNEL(winograd_pack) {
    winograd_pack_job job = {(const float*)mk_resolve(ctx, w[0]), (const float*)mk_resolve(ctx, w[4]), (float*)mk_resolve(ctx, w[1]), w[2], w[3]};
    mk_parallel(ctx, whole_panels(job.filters) / kPanel<float> * job.channels, 16, winograd_pack_part, &job);
}

MK_KERNEL(winograd_convolution) { winograd(ctx, w); }
