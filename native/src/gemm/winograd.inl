// Convolutions with stride 1 by Winograd's method, float32: fewer multiplications. Tiles of 6 x 6 inputs - or six in one line, for kernels
// in one dimension - become as many numbers each; as many products over the channels; and back to the tile's results:
//   3 x 3: 4 x 4 results, a quarter of the multiplications          5 x 5: 2 x 2 results, a bit more than a third
//   3: 4 results, half of them       5: 2 results, three fifths     7: 3 results, four sevenths
//   words: x, weights, y, epilogue, batch, channels, filters, axes height, width, scratch, tiles at once, slots (of the scratch)
// Weights: as winograd_pack makes them.
//
// Some tiles are done at once, so that what lies between input and results stays in the second-level cache. If the weights fit there as
// well, each thread does tiles of its own from inputs to results, in a slot of its own. Otherwise all do the same tiles, and each reads
// its part of the weights only.
#include "../simd/types.h"
#include "block.inl"
#include "grid.inl"
#include "winograd_transform.inl"

namespace {

// Rows of V and M are this much longer than they need be, and matrices, so that they do not fall into the same cache sets.
constexpr int64_t kRowSlack = 16, kMatrixSlack = 48;

// Tiles side by side that one thread does: fewer make the products slower, unless there is nothing else for the other threads.
constexpr int64_t kStripTiles = 16, kLeastStrips = 4;
constexpr int kMostSlots = 8;

struct winograd_job {
    const float *x, *weights;
    float* y;
    epilogue<float> out;
    int64_t channels, filters, groups;
    conv_axis height, width;
    int64_t tiles_high, tiles_wide;
    int64_t at_once, first, count;  // tiles: most in a block, and those of this block
    float *v, *m;
    int64_t v_row, v_matrix, m_row, m_matrix;

    struct place {
        int64_t n, h, w;  // of the tile's first result
    };
    template <class High, class Wide>
    place of(int64_t tile) const {
        const int64_t t = first + tile;
        return {t / tiles_wide / tiles_high, t / tiles_wide % tiles_high * High::results, t % tiles_wide * Wide::results};
    }
};

template <class High, class Wide, bool partial>
MK_INLINE void gather_vector(const float* const* pixels, int64_t channel, float* v, int64_t matrix, int64_t lanes) {
    typedef vec<float> V;
    V half[High::points][Wide::points];
    for (int j = 0; j < Wide::points; j++) {
        V d[High::points], t[High::points];
        MK_UNROLL for (int i = 0; i < High::points; i++) {
            const float* p = pixels[i * Wide::points + j];
            d[i] = !p ? V{} : partial ? load_some(p + channel, lanes) : load(p + channel);
        }
        transform_inputs<High::points>(d, t);
        MK_UNROLL for (int i = 0; i < High::points; i++) half[i][j] = t[i];
    }
    for (int i = 0; i < High::points; i++) {
        V t[Wide::points];
        transform_inputs<Wide::points>(half[i], t);
        MK_UNROLL for (int j = 0; j < Wide::points; j++) store(v + (i * Wide::points + j) * matrix + channel, t[j]);
    }
}

// Tiles of the block.
template <class High, class Wide>
void winograd_inputs(void* arg, int64_t begin, int64_t end) {
    const winograd_job& job = *(const winograd_job*)arg;
    constexpr int64_t lanes = kLanes<float>;
    for (int64_t tile = begin; tile < end; tile++) {
        const winograd_job::place at = job.of<High, Wide>(tile);
        for (int64_t group = 0; group < job.groups; group++) {  // rising: what a last vector writes too much belongs to the next group
            const int64_t top = at.h - job.height.before + (High::taps > 1 ? group * High::taps : 0);
            const int64_t left = at.w - job.width.before + (Wide::taps > 1 ? group * Wide::taps : 0);
            const float* pixels[High::points * Wide::points];
            for (int i = 0; i < High::points; i++)
                for (int j = 0; j < Wide::points; j++) {
                    const int64_t h = top + i, w = left + j;
                    const bool inside = (uint64_t)h < (uint64_t)job.height.in && (uint64_t)w < (uint64_t)job.width.in;
                    pixels[i * Wide::points + j] =
                        inside ? job.x + ((at.n * job.height.in + h) * job.width.in + w) * job.channels : nullptr;
                }
            float* v = job.v + tile * job.v_row + group * job.channels;
            int64_t channel = 0;
            for (; channel + lanes <= job.channels; channel += lanes) {
                gather_vector<High, Wide, false>(pixels, channel, v, job.v_matrix, 0);
            }
            if (channel < job.channels) gather_vector<High, Wide, true>(pixels, channel, v, job.v_matrix, job.channels - channel);
        }
    }
}

template <class High, class Wide, bool partial>
MK_INLINE void scatter_vector(const winograd_job& job, const float* m, int64_t place, int64_t filter, int high, int wide,
                              int64_t lanes) {
    typedef vec<float> V;
    V half[High::results][Wide::points];
    for (int j = 0; j < Wide::points; j++) {
        V d[High::points], t[High::results];
        MK_UNROLL for (int i = 0; i < High::points; i++) d[i] = load(m + (i * Wide::points + j) * job.m_matrix + filter);
        transform_sums<High::taps>(d, t);
        MK_UNROLL for (int i = 0; i < High::results; i++) half[i][j] = t[i];
    }
    auto get = [&](const float* p) __attribute__((always_inline)) { return partial ? load_some(p, lanes) : load(p); };
    const V bias = job.out.bias ? get(job.out.bias + filter) : V{}, low = spread(job.out.low), top = spread(job.out.high);
    for (int i = 0; i < high; i++) {
        V t[Wide::results];
        transform_sums<Wide::taps>(half[i], t);
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

template <class High, class Wide>
void winograd_outputs(void* arg, int64_t begin, int64_t end) {
    const winograd_job& job = *(const winograd_job*)arg;
    constexpr int64_t lanes = kLanes<float>;
    for (int64_t tile = begin; tile < end; tile++) {
        const winograd_job::place at = job.of<High, Wide>(tile);
        const int64_t place = ((at.n * job.height.out + at.h) * job.width.out + at.w) * job.filters;
        const int high = (int)(job.height.out - at.h < High::results ? job.height.out - at.h : High::results);
        const int wide = (int)(job.width.out - at.w < Wide::results ? job.width.out - at.w : Wide::results);
        const float* m = job.m + tile * job.m_row;
        int64_t filter = 0;
        for (; filter + lanes <= job.filters; filter += lanes) {
            scatter_vector<High, Wide, false>(job, m, place, filter, high, wide, 0);
        }
        if (filter < job.filters) scatter_vector<High, Wide, true>(job, m, place, filter, high, wide, job.filters - filter);
        for (int i = 0; i < high; i++) job.out.finish(job.y + place + i * job.width.out * job.filters, wide * job.filters);
    }
}

// Tiles [first, first + count).
template <class High, class Wide>
void winograd_tiles(const mk_context* ctx, winograd_job& job) {
    constexpr int points = High::points * Wide::points;
    const int64_t columns = whole_panels(job.filters), k = job.groups * job.channels, matrix = columns * k;
    epilogue<float> none = {};
    none.low = -__builtin_inff();
    none.high = __builtin_inff();
    mk_parallel(ctx, job.count, 1 + 2048 * 36 / points / k, winograd_inputs<High, Wide>, &job);
    parallel_products<float>(ctx, points, job.count, columns, k, [&](int64_t i, const auto& run) {
        const product<float> p = {job.weights + i * matrix, job.m + i * job.m_matrix, columns, k, none, false,
                                  i + 1 < points ? job.weights + (i + 1) * matrix : nullptr};
        plain_rows<float> rows = {job.v + i * job.v_matrix, job.v_row, job.m_row, k};
        run(p, rows);
    });
    mk_parallel(ctx, job.count, 1 + 2048 * 36 / points / job.filters, winograd_outputs<High, Wide>, &job);
}

// Tiles [from, to), as many at once as there is room for.
template <class High, class Wide>
void winograd_range(const mk_context* ctx, winograd_job& job, int64_t from, int64_t to) {
    const int64_t tiles = to - from, blocks = (tiles + job.at_once - 1) / job.at_once;
    for (int64_t block = 0; block < blocks && !mk_stopped(ctx); block++) {
        job.first = from + tiles * block / blocks;
        job.count = from + tiles * (block + 1) / blocks - job.first;
        winograd_tiles<High, Wide>(ctx, job);
    }
}

struct winograd_work {
    winograd_job job;
    mk_context alone;  // without helpers
    int64_t tiles, strips, slot_floats;
    int32_t taken[kMostSlots];

    int64_t take() {
        for (int64_t slot = 0;; slot = (slot + 1) % kMostSlots)
            if (!__atomic_exchange_n(&taken[slot], 1, __ATOMIC_ACQUIRE)) return slot;
    }
    void give_back(int64_t slot) { __atomic_store_n(&taken[slot], 0, __ATOMIC_RELEASE); }
};

template <class High, class Wide>
void winograd_strips(void* arg, int64_t begin, int64_t end) {
    winograd_work& work = *(winograd_work*)arg;
    const int64_t slot = work.take();
    winograd_job job = work.job;
    job.v += slot * work.slot_floats;
    job.m += slot * work.slot_floats;
    winograd_range<High, Wide>(&work.alone, job, work.tiles * begin / work.strips, work.tiles * end / work.strips);
    work.give_back(slot);
}

template <class High, class Wide>
void winograd(const mk_context* ctx, winograd_job& job, int64_t batch, int64_t slots, float* scratch) {
    constexpr int points = High::points * Wide::points;
    job.tiles_high = (job.height.out + High::results - 1) / High::results;
    job.tiles_wide = (job.width.out + Wide::results - 1) / Wide::results;
    const int64_t tiles = batch * job.tiles_high * job.tiles_wide, columns = whole_panels(job.filters), k = job.groups * job.channels;
    job.v_row = whole_panels(k) + kRowSlack;
    job.m_row = columns + kRowSlack;
    job.v_matrix = job.at_once * job.v_row + kMatrixSlack;
    job.m_matrix = job.at_once * job.m_row + kMatrixSlack;
    job.v = scratch;
    job.m = job.v + points * job.v_matrix;
    if (slots == 1) return winograd_range<High, Wide>(ctx, job, 0, tiles);
    const int64_t least = tiles < kLeastStrips ? tiles : kLeastStrips, strips = tiles / kStripTiles > least ? tiles / kStripTiles : least;
    winograd_work work = {job, *ctx, tiles, strips, points * (job.v_matrix + job.m_matrix), {}};
    work.alone.team = nullptr;
    // No more pieces than slots, so that each finds one.
    mk_parallel(ctx, strips, (strips + slots - 1) / slots, winograd_strips<High, Wide>, &work);
}

}  // namespace

MK_KERNEL(winograd_convolution) {
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
    job.at_once = rest[1];
    job.groups = winograd_groups(job.height.kernel, job.width.kernel);
    if (sizes[0] == 0 || job.channels == 0 || job.filters == 0) return;  // not given to this kernel
    with_sides(job.height.kernel, job.width.kernel, [&](auto high, auto wide) {
        winograd<decltype(high), decltype(wide)>(ctx, job, sizes[0], rest[2], (float*)mk_resolve(ctx, rest[0]));
    });
}
