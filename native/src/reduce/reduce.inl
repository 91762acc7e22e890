// Reduces the middle of [outer, reduced, inner] to [outer, inner].
//   words: function, type, x, y, outer, reduced, inner
// Types: f32, f64, i32, i64 (the result has the same; MEAN: floats only); ANY and ALL: bool; ARGMAX, ARGMIN: result i32,
// the first of equals. A NaN makes the sum, largest and smallest NaN. One thread folds a column, always in the same order.
#include "../simd/simd.h"
#include "../simd/types.h"

namespace {

// Numbers of dev.markhor.binding.ReduceFunction.
enum { SUM = 1, MEAN, MAX, MIN, PRODUCT, ANY, ALL, ARGMAX, ARGMIN };

struct reduce_job {
    int64_t function, reduced, inner, strips;
    const void* x;
    void* y;
};

struct fold_sum {
    static constexpr bool blocked = true;  // long sums: blocks first, then the blocks, to lose fewer bits
    static float start() { return 0; }
    MK_INLINE vf step(vf a, vf x) { return a + x; }
    static float last(float a, float b) { return a + b; }
};
struct fold_product {
    static constexpr bool blocked = false;
    static float start() { return 1; }
    MK_INLINE vf step(vf a, vf x) { return a * x; }
    static float last(float a, float b) { return a * b; }
};
struct fold_max {
    static constexpr bool blocked = false;
    static float start() { return -__builtin_inff(); }
    MK_INLINE vf step(vf a, vf x) { return vsel(a == a, vmax(a, x), a); }
    static float last(float a, float b) { return a != a || a > b ? a : b; }
};
struct fold_min {
    static constexpr bool blocked = false;
    static float start() { return __builtin_inff(); }
    MK_INLINE vf step(vf a, vf x) { return vsel(a == a, vmin(a, x), a); }
    static float last(float a, float b) { return a != a || a < b ? a : b; }
};

template <class F>
MK_INLINE float fold_lanes(vf v) {
    float t[VW];
    vstore(t, v);
    for (int half = VW / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++) t[i] = F::last(t[i], t[i + half]);
    return t[0];
}

template <class F>
float fold_row(const float* x, int64_t n) {
    const vf start = vset(F::start());
    vf total = start;
    const int64_t block = F::blocked ? 64 * 4 * VW : n;
    int64_t i = 0;
    while (n - i >= 4 * VW) {
        const int64_t stop = n - i < block ? n : i + block;
        vf a = start, b = start, c = start, d = start;
        for (; i + 4 * VW <= stop; i += 4 * VW) {
            a = F::step(a, vload(x + i));
            b = F::step(b, vload(x + i + VW));
            c = F::step(c, vload(x + i + 2 * VW));
            d = F::step(d, vload(x + i + 3 * VW));
        }
        total = F::step(total, F::step(F::step(a, b), F::step(c, d)));
    }
    for (; i + VW <= n; i += VW) total = F::step(total, vload(x + i));
    float result = fold_lanes<F>(total);
    for (; i < n; i++) result = F::last(result, x[i]);
    return result;
}

template <class F>
void reduce_rows_f32(void* arg, int64_t begin, int64_t end) {
    const reduce_job& job = *(const reduce_job*)arg;
    for (int64_t o = begin; o < end; o++) {
        float r = fold_row<F>((const float*)job.x + o * job.reduced, job.reduced);
        if (job.function == MEAN) r /= (float)job.reduced;
        ((float*)job.y)[o] = r;
    }
}

constexpr int kStripVectors = 8;
constexpr int64_t kStrip = kStripVectors * VW;

// N vectors of columns, down all rows.
template <class F, int N>
MK_INLINE void fold_columns(const float* x, float* y, int64_t rows, int64_t stride, bool mean) {
    const vf start = vset(F::start());
    vf total[N], block[N];
    for (int k = 0; k < N; k++) total[k] = start;
    const int64_t step = F::blocked ? 128 : rows;
    for (int64_t r = 0; r < rows;) {
        const int64_t stop = rows - r < step ? rows : r + step;
        for (int k = 0; k < N; k++) block[k] = start;
        for (; r < stop; r++)
            for (int k = 0; k < N; k++) block[k] = F::step(block[k], vload(x + r * stride + k * VW));
        for (int k = 0; k < N; k++) total[k] = F::step(total[k], block[k]);
    }
    for (int k = 0; k < N; k++) vstore(y + k * VW, mean ? total[k] / (float)rows : total[k]);
}

template <class F>
MK_INLINE void fold_some_columns(const float* x, float* y, int64_t rows, int64_t stride, int64_t n, bool mean) {
    const vf start = vset(F::start());
    vf total = start;
    const int64_t step = F::blocked ? 128 : rows;
    for (int64_t r = 0; r < rows;) {
        const int64_t stop = rows - r < step ? rows : r + step;
        vf block = start;
        for (; r < stop; r++) block = F::step(block, vload_n(x + r * stride, n));
        total = F::step(total, block);
    }
    vstore_n(y, mean ? total / (float)rows : total, n);
}

template <class F>
void reduce_columns_f32(void* arg, int64_t begin, int64_t end) {
    const reduce_job& job = *(const reduce_job*)arg;
    const int64_t rows = job.reduced, inner = job.inner;
    const bool mean = job.function == MEAN;
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t o = piece / job.strips, from = piece % job.strips * kStrip;
        const float* x = (const float*)job.x + o * rows * inner + from;
        float* y = (float*)job.y + o * inner + from;
        int64_t n = inner - from < kStrip ? inner - from : kStrip;
        if (n == kStrip) {
            fold_columns<F, kStripVectors>(x, y, rows, inner, mean);
            continue;
        }
        for (; n >= 2 * VW; n -= 2 * VW, x += 2 * VW, y += 2 * VW) fold_columns<F, 2>(x, y, rows, inner, mean);
        for (; n >= VW; n -= VW, x += VW, y += VW) fold_columns<F, 1>(x, y, rows, inner, mean);
        if (n > 0) fold_some_columns<F>(x, y, rows, inner, n, mean);
    }
}

template <class F>
void reduce_f32(const mk_context* ctx, reduce_job& job, int64_t outer) {
    if (job.inner == 1) {
        mk_parallel(ctx, outer, 1 + (1 << 15) / job.reduced, reduce_rows_f32<F>, &job);
    } else {
        job.strips = (job.inner + kStrip - 1) / kStrip;
        mk_parallel(ctx, outer * job.strips, 1 + (1 << 15) / (job.reduced * kStrip), reduce_columns_f32<F>, &job);
    }
}

// The plain version: a strip of columns at a time, for every type.
constexpr int64_t kPlainStrip = 64;

struct plain_sum {
    double operator()(double a, double x) const { return a + x; }
    uint32_t operator()(uint32_t a, uint32_t x) const { return a + x; }
    uint64_t operator()(uint64_t a, uint64_t x) const { return a + x; }
};
struct plain_product {
    double operator()(double a, double x) const { return a * x; }
    uint32_t operator()(uint32_t a, uint32_t x) const { return a * x; }
    uint64_t operator()(uint64_t a, uint64_t x) const { return a * x; }
};
struct plain_max {
    template <class T> T operator()(T a, T x) const { return a != a || a > x ? a : x; }
};
struct plain_min {
    template <class T> T operator()(T a, T x) const { return a != a || a < x ? a : x; }
};
struct plain_any {
    uint8_t operator()(uint8_t a, uint8_t x) const { return a | (x != 0); }
};
struct plain_all {
    uint8_t operator()(uint8_t a, uint8_t x) const { return a & (x != 0); }
};

template <class T, class F>
void reduce_plain(void* arg, int64_t begin, int64_t end) {
    const reduce_job& job = *(const reduce_job*)arg;
    const F f{};
    const int64_t rows = job.reduced, inner = job.inner;
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t o = piece / job.strips, from = piece % job.strips * kPlainStrip;
        const int64_t n = inner - from < kPlainStrip ? inner - from : kPlainStrip;
        const T* x = (const T*)job.x + o * rows * inner + from;
        T* y = (T*)job.y + o * inner + from;
        T total[kPlainStrip];
        const bool logical = job.function == ANY || job.function == ALL;
        for (int64_t i = 0; i < n; i++) total[i] = logical ? (T)(x[i] != 0) : x[i];
        for (int64_t r = 1; r < rows; r++)
            for (int64_t i = 0; i < n; i++) total[i] = f(total[i], x[r * inner + i]);
        if (job.function == MEAN)
            for (int64_t i = 0; i < n; i++) total[i] = (T)(total[i] / (T)rows);
        for (int64_t i = 0; i < n; i++) y[i] = total[i];
    }
}

// A NaN counts as the largest and as the smallest.
template <class T, bool smallest>
void reduce_arg(void* arg, int64_t begin, int64_t end) {
    const reduce_job& job = *(const reduce_job*)arg;
    const int64_t rows = job.reduced, inner = job.inner;
    for (int64_t piece = begin; piece < end; piece++) {
        const int64_t o = piece / job.strips, from = piece % job.strips * kPlainStrip;
        const int64_t n = inner - from < kPlainStrip ? inner - from : kPlainStrip;
        const T* x = (const T*)job.x + o * rows * inner + from;
        int32_t* y = (int32_t*)job.y + o * inner + from;
        T best[kPlainStrip];
        int32_t index[kPlainStrip];
        for (int64_t i = 0; i < n; i++) {
            best[i] = x[i];
            index[i] = 0;
        }
        for (int64_t r = 1; r < rows; r++) {
            for (int64_t i = 0; i < n; i++) {
                const T value = x[r * inner + i];
                const bool better = (smallest ? value < best[i] : value > best[i]) || value != value;
                if (better && best[i] == best[i]) {
                    best[i] = value;
                    index[i] = (int32_t)r;
                }
            }
        }
        for (int64_t i = 0; i < n; i++) y[i] = index[i];
    }
}

// Rows of floats: the value first, then where it is.
template <class F>
void reduce_arg_rows_f32(void* arg, int64_t begin, int64_t end) {
    const reduce_job& job = *(const reduce_job*)arg;
    for (int64_t o = begin; o < end; o++) {
        const float* x = (const float*)job.x + o * job.reduced;
        const float value = fold_row<F>(x, job.reduced);
        int64_t i = 0;
        if (value != value) {
            while (x[i] == x[i]) i++;
        } else {
            const vf wanted = vset(value);
            while (i + VW <= job.reduced && !vany(vload(x + i) == wanted)) i += VW;
            while (x[i] != value) i++;
        }
        ((int32_t*)job.y)[o] = (int32_t)i;
    }
}

template <class T>
void run_reduce_arg(const mk_context* ctx, reduce_job& job, int64_t pieces, int64_t grain) {
    mk_parallel(ctx, pieces, grain, job.function == ARGMIN ? reduce_arg<T, true> : reduce_arg<T, false>, &job);
}

}  // namespace

MK_KERNEL(reduce) {
    const int64_t type = w[1], outer = w[4];
    reduce_job job = {w[0], w[5], w[6], 1, mk_resolve(ctx, w[2]), mk_resolve(ctx, w[3])};
    if (job.reduced <= 0 || job.inner <= 0) return;
    if (type == MK_F32 && job.function <= PRODUCT) {
        switch (job.function) {
            case MAX: return reduce_f32<fold_max>(ctx, job, outer);
            case MIN: return reduce_f32<fold_min>(ctx, job, outer);
            case PRODUCT: return reduce_f32<fold_product>(ctx, job, outer);
            default: return reduce_f32<fold_sum>(ctx, job, outer);
        }
    }
    job.strips = (job.inner + kPlainStrip - 1) / kPlainStrip;
    const int64_t pieces = outer * job.strips;
    const int64_t width = job.inner < kPlainStrip ? job.inner : kPlainStrip, grain = 1 + (1 << 15) / (job.reduced * width);
    if (job.function >= ARGMAX && type == MK_F32 && job.inner == 1) {
        const auto body = job.function == ARGMAX ? reduce_arg_rows_f32<fold_max> : reduce_arg_rows_f32<fold_min>;
        return mk_parallel(ctx, outer, 1 + (1 << 15) / job.reduced, body, &job);
    }
    if (job.function >= ARGMAX) {
        switch (type) {
            case MK_F64: return run_reduce_arg<double>(ctx, job, pieces, grain);
            case MK_I32: return run_reduce_arg<int32_t>(ctx, job, pieces, grain);
            case MK_I64: return run_reduce_arg<int64_t>(ctx, job, pieces, grain);
            default: return run_reduce_arg<float>(ctx, job, pieces, grain);
        }
    }
    const auto run = [&](void (*body)(void*, int64_t, int64_t)) { mk_parallel(ctx, pieces, grain, body, &job); };
    switch (job.function) {
        case ANY: return run(reduce_plain<uint8_t, plain_any>);
        case ALL: return run(reduce_plain<uint8_t, plain_all>);
        case MAX:
            return run(type == MK_F64 ? reduce_plain<double, plain_max> : type == MK_I32 ? reduce_plain<int32_t, plain_max> : reduce_plain<int64_t, plain_max>);
        case MIN:
            return run(type == MK_F64 ? reduce_plain<double, plain_min> : type == MK_I32 ? reduce_plain<int32_t, plain_min> : reduce_plain<int64_t, plain_min>);
        case PRODUCT:  // unsigned: wraps around
            return run(type == MK_F64 ? reduce_plain<double, plain_product> : type == MK_I32 ? reduce_plain<uint32_t, plain_product> : reduce_plain<uint64_t, plain_product>);
        default:
            return run(type == MK_F64 ? reduce_plain<double, plain_sum> : type == MK_I32 ? reduce_plain<uint32_t, plain_sum> : reduce_plain<uint64_t, plain_sum>);
    }
}
