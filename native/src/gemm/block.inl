// Blocks of a product around the micro-kernel, and their split among threads.
#pragma once
#include <string.h>

#include "../kernel.h"
#include "epilogue.inl"
#include "micro.inl"

namespace {

constexpr int64_t kLongestSegment = 1024;  // of k in one go: with the panel's part it stays in the first-level cache
constexpr int64_t kMostK = 512;            // of k in one block, if segments can be divided so
constexpr int kMostSegments = 64;
constexpr int kMostRows = 120;             // of a block: a multiple of every tile's height
constexpr int kMostPointers = 4096;
constexpr int64_t kLeastRowsAhead = 4;     // fewer have nothing to do while weights are fetched

// One product: packed weights of k rows and n columns, and where results go.
template <class T>
struct product {
    const T* b;
    T* y;
    int64_t n, k;
    epilogue<T> out;
    bool backwards = false;   // begins with the last panels
    const T* next = nullptr;  // weights of the product that follows; null: none

    int64_t panels() const { return (n + kPanel<T> - 1) / kPanel<T>; }
};

struct segments {
    int64_t count, length;
};

// Where rows of a plain matrix lie. Every such source offers
//   chunks()                             parts of k, one after another
//   rows_at_once()                       rows of a block
//   places(first, count, places)         of rows in y
//   gather(chunk, first, count, rows, offsets)  pointers to a chunk of the rows, see tile
template <class T>
struct plain_rows {
    const T* a;
    int64_t lda, ldy, k;

    int64_t chunks() const { return k <= kLongestSegment ? 1 : (k + kMostK - 1) / kMostK; }
    int64_t rows_at_once() const { return kMostRows; }
    void places(int64_t first, int64_t count, int64_t* places) const {
        for (int64_t i = 0; i < count; i++) places[i] = (first + i) * ldy;
    }
    segments gather(int64_t chunk, int64_t first, int64_t count, const T** rows, int64_t* offsets) {
        const int64_t all = chunks(), from = k * chunk / all, to = k * (chunk + 1) / all;
        for (int64_t i = 0; i < count; i++) rows[i] = a + (first + i) * lda + from;
        offsets[0] = from * kPanel<T>;
        return {1, to - from};
    }
};

// Copies columns, and pads them with zeros to whole vectors.
template <class T>
MK_INLINE void pad_columns(T* target, const T* source, int64_t width, int64_t padded) {
    int64_t j = 0;
    for (; j + kLanes<T> <= width; j += kLanes<T>) store(target + j, load(source + j));
    for (; j < padded; j += kLanes<T>) store(target + j, j < width ? load_some(source + j, width - j) : vec<T>{});
}

// Weights come from afar, and in strides that processors do not foresee: while a group of panels is multiplied, the next one is fetched
// to the second-level cache, each tile of rows its share. A guess in part: what is fetched in vain changes no result.
template <class T>
struct weights_ahead {
    const T* from;  // null: nothing to fetch
    int64_t panels, length, panel_stride;  // `length` rows of each panel

    void share(tile<T>& t, int64_t i, int64_t tiles) const {
        const int64_t lines = panels * length, first = lines * i / tiles, steps = t.segments * t.length / 4;
        const int64_t panel = first / (length + !length), left = (panel + 1) * length - first;
        const int64_t share = lines * (i + 1) / tiles - first, count = share < left ? share : left;
        t.ahead = from + panel * panel_stride + (first - panel * length) * kPanel<T>;
        t.lines = from && steps > 0 ? (count + steps - 1) / steps : 0;
    }
};

// Rows [row_begin, row_end) by panels [panel_begin, panel_end).
template <class T, class Source>
void multiply(const product<T>& p, Source& source, int64_t row_begin, int64_t row_end, int64_t panel_begin, int64_t panel_end) {
    const T* rows[kMostPointers];
    int64_t places[kMostRows], offsets[kMostSegments];
    alignas(64) T padded_bias[kMostPanels * kPanel<T>];
    const int64_t all = row_end - row_begin, panels = panel_end - panel_begin, panel_stride = p.k * kPanel<T>;
    const int64_t tiles_high = (all + kTallest - 1) / kTallest, block_tiles = source.rows_at_once() / kTallest;
    const int64_t blocks = (tiles_high + block_tiles - 1) / block_tiles, chunks = source.chunks();
    for (int64_t block = 0; block < blocks; block++) {
        const int64_t from = tiles_high * block / blocks * kTallest, to = tiles_high * (block + 1) / blocks * kTallest;
        const int64_t first = row_begin + from, count = (to < all ? to : all) - from;
        source.places(first, count, places);
        const int64_t high = (count + kTallest - 1) / kTallest, tallest = (count + high - 1) / high;
        const int64_t wide = (panels + kPanels[tallest] - 1) / kPanels[tallest];
        for (int64_t chunk = 0; chunk < chunks; chunk++) {
            const segments s = source.gather(chunk, first, count, rows, offsets);
            tile<T> t;
            t.stride = count;
            t.segments = s.count;
            t.length = s.length;
            t.offsets = offsets;
            t.panel_stride = panel_stride;
            t.first = chunk == 0;
            t.last = chunk == chunks - 1;
            t.low = p.out.low;
            t.high = p.out.high;
            for (int64_t step = 0; step < wide; step++) {
                const int64_t j = p.backwards ? wide - 1 - step : step;
                const int64_t q0 = panel_begin + panels * j / wide, q1 = panel_begin + panels * (j + 1) / wide;
                const int64_t column = q0 * kPanel<T>, padded = (q1 - q0) * kPanel<T>;
                const int64_t width = padded < p.n - column ? padded : p.n - column;
                t.b = p.b + q0 * panel_stride;
                t.y = p.y + column;
                t.width = width;
                t.bias = p.out.bias ? p.out.bias + column : nullptr;
                if (t.bias && width < padded) {
                    pad_columns(padded_bias, t.bias, width, padded);
                    t.bias = padded_bias;
                }
                t.residual = p.out.residual ? p.out.residual + column : nullptr;
                weights_ahead<T> ahead = {nullptr, q1 - q0, s.count * s.length, panel_stride};
                const bool fetch = block == 0 && count >= kLeastRowsAhead && !p.backwards && s.count > 0;
                if (fetch && j + 1 < wide) ahead.from = t.b + (q1 - q0) * panel_stride + offsets[0];
                else if (fetch && !t.last) ahead.from = p.b + panel_begin * panel_stride + offsets[0] + ahead.length * kPanel<T>;
                else if (fetch) ahead.from = p.next;
                for (int64_t i = 0; i < high; i++) {
                    const int64_t r0 = count * i / high, r1 = count * (i + 1) / high;
                    t.rows = rows + r0;
                    t.places = places + r0;
                    ahead.share(t, i, high);
                    kMicro<T>[r1 - r0][q1 - q0](t);
                    if (t.last) p.out.finish(t.y, t.places, r1 - r0, width);
                }
            }
        }
    }
}

constexpr int64_t kGrainFlops = 1 << 19;  // that many are worth handing to another thread

// How the work of one product is cut: into rows of tiles if there are many, else into panels.
struct split {
    bool by_rows;
    int64_t units, grain;  // of one product

    static split of(int64_t rows, int64_t panels, int64_t k, int64_t panel_width) {
        const int64_t high = (rows + kTallest - 1) / kTallest, wide = (panels + kMostPanels - 1) / kMostPanels;
        split s;
        s.by_rows = rows >= 600 || wide < 4;
        s.units = s.by_rows ? high : wide;
        const int64_t flops = 2 * (k + 1) * panel_width * (s.by_rows ? kTallest * panels : kMostPanels * rows);
        s.grain = 1 + kGrainFlops / (flops + 1);
        return s;
    }
};

// products of equal shape, `rows` rows each, all at once; make(index, product, source) tells each.
template <class T, class Make>
struct product_job {
    const Make* make;
    int64_t rows, panels;
    split cut;
};

template <class T, class Make>
void run_products(void* arg, int64_t begin, int64_t end) {
    const product_job<T, Make>& job = *(const product_job<T, Make>*)arg;
    const int64_t units = job.cut.units;
    while (begin < end) {
        const int64_t index = begin / units, from = begin % units, left = end - index * units, to = left < units ? left : units;
        (*job.make)(index, [&](const product<T>& p, auto& source) {
            if (job.cut.by_rows) {
                const int64_t last = to * kTallest;
                multiply(p, source, from * kTallest, last < job.rows ? last : job.rows, 0, job.panels);
            } else {
                const int64_t last = to * kMostPanels;
                multiply(p, source, 0, job.rows, from * kMostPanels, last < job.panels ? last : job.panels);
            }
        });
        begin = (index + 1) * units;
    }
}

template <class T, class Make>
void parallel_products(const mk_context* ctx, int64_t count, int64_t rows, int64_t n, int64_t k, const Make& make) {
    if (rows == 0 || n == 0) return;
    product_job<T, Make> job = {&make, rows, (n + kPanel<T> - 1) / kPanel<T>, {}};
    job.cut = split::of(rows, job.panels, k, kPanel<T>);
    mk_parallel(ctx, count * job.cut.units, job.cut.grain, run_products<T, Make>, &job);
}

}  // namespace
