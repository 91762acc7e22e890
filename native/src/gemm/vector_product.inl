// y[n] = epilogue(a[k] x weights[k, n]), the weights as they are stored: one row gains nothing by packing, and needs no copy then.
//   words: type (f32, f64), a, weights, y, epilogue, n, k
// Each result is the same chain of multiply-adds as in a packed product.
#include "../simd/types.h"
#include "block.inl"

namespace {

#if defined(MK_SIMD_AVX512)
constexpr int kMostInRegisters = 24;  // vectors of results; long runs of each row, in whole kilobytes and halves: prefetching likes both
constexpr bool kAlwaysInRegisters = true;
#else
constexpr int kMostInRegisters = 8;  // with fewer registers the runs are too short, from a stride of 4 KB on half as fast
constexpr bool kAlwaysInRegisters = false;
#endif
constexpr int kRowsAPass = 8;  // of the weights, while results stay in the first-level cache
constexpr int64_t kUnitColumns = 128;
constexpr int64_t kGrainBytes = 1 << 17;  // of the weights: about as long as another thread takes to notice

template <class T>
struct vector_job {
    const T *a, *weights;
    T* y;
    int64_t n, k;
    epilogue<T> out;

    // What a chain begins with.
    vec<T> start(int64_t j, int64_t lanes) const {
        vec<T> v = {};
        if (out.bias) v = load_some(out.bias + j, lanes);
        if (out.residual) v += load_some(out.residual + j, lanes);
        return v;
    }
};

// Few columns: their sums never leave the registers. The last vector has `lanes` lanes.
template <class T, int NV>
void narrow_columns(const vector_job<T>& job, int64_t from, int64_t lanes) {
    typedef vec<T> V;
    V c[NV];
    MK_UNROLL for (int j = 0; j < NV; j++) c[j] = job.start(from + j * kLanes<T>, j < NV - 1 ? kLanes<T> : lanes);
    const T* w = job.weights + from;
    for (int64_t k = 0; k < job.k; k++, w += job.n) {
        const V x = spread<T>(job.a[k]);
        MK_UNROLL for (int j = 0; j < NV - 1; j++) multiply_add(c[j], x, load(w + j * kLanes<T>));
        const T* last = w + (NV - 1) * kLanes<T>;
        multiply_add(c[NV - 1], x, lanes == kLanes<T> ? load(last) : load_some(last, lanes));
    }
    const V low = spread<T>(job.out.low), high = spread<T>(job.out.high);
    T* y = job.y + from;
    MK_UNROLL for (int j = 0; j < NV - 1; j++) store(y + j * kLanes<T>, clamp<T>(c[j], low, high));
    store_some(y + (NV - 1) * kLanes<T>, clamp<T>(c[NV - 1], low, high), lanes);
}

// As many vectors of columns from `from` on; the last one has `lanes` lanes.
template <class T, int NV = 1>
void narrow_columns_of(int64_t vectors, const vector_job<T>& job, int64_t from, int64_t lanes) {
    if constexpr (NV < kMostInRegisters) {
        if (vectors > NV) return narrow_columns_of<T, NV + 1>(vectors, job, from, lanes);
    }
    narrow_columns<T, NV>(job, from, lanes);
}

// ROWS rows of the weights into columns [from, to).
template <class T, int ROWS>
void add_rows(const vector_job<T>& job, int64_t k, int64_t from, int64_t to) {
    typedef vec<T> V;
    V x[ROWS];
    MK_UNROLL for (int i = 0; i < ROWS; i++) x[i] = spread<T>(job.a[k + i]);
    const T* w = job.weights + k * job.n;
    int64_t j = from;
    for (; j + kLanes<T> <= to; j += kLanes<T>) {
        V c = load(job.y + j);
        MK_UNROLL for (int i = 0; i < ROWS; i++) multiply_add(c, x[i], load(w + i * job.n + j));
        store(job.y + j, c);
    }
    if (j < to) {
        V c = load_some(job.y + j, to - j);
        MK_UNROLL for (int i = 0; i < ROWS; i++) multiply_add(c, x[i], load_some(w + i * job.n + j, to - j));
        store_some(job.y + j, c, to - j);
    }
}

template <class T>
void wide_columns(const vector_job<T>& job, int64_t from, int64_t to) {
    for (int64_t j = from; j < to; j += kLanes<T>) {
        const int64_t lanes = to - j < kLanes<T> ? to - j : kLanes<T>;
        store_some(job.y + j, job.start(j, lanes), lanes);
    }
    int64_t k = 0;
    for (; k + kRowsAPass <= job.k; k += kRowsAPass) add_rows<T, kRowsAPass>(job, k, from, to);
    for (; k < job.k; k++) add_rows<T, 1>(job, k, from, to);
    const vec<T> low = spread<T>(job.out.low), high = spread<T>(job.out.high);
    for (int64_t j = from; j < to; j += kLanes<T>) {
        const int64_t lanes = to - j < kLanes<T> ? to - j : kLanes<T>;
        store_some(job.y + j, clamp<T>(load_some(job.y + j, lanes), low, high), lanes);
    }
}

// Units of columns.
template <class T>
void vector_part(void* arg, int64_t begin, int64_t end) {
    const vector_job<T>& job = *(const vector_job<T>*)arg;
    constexpr int64_t most = kMostInRegisters * kLanes<T>;
    const int64_t from = begin * kUnitColumns, last = end * kUnitColumns, to = last < job.n ? last : job.n;
    if (kAlwaysInRegisters || to - from <= most) {
        for (int64_t j = from; j < to; j += most) {
            const int64_t columns = to - j < most ? to - j : most, vectors = (columns + kLanes<T> - 1) / kLanes<T>;
            narrow_columns_of(vectors, job, j, columns - (vectors - 1) * kLanes<T>);
        }
    } else {
        wide_columns<T>(job, from, to);
    }
    job.out.finish(job.y + from, to - from);
}

template <class T>
void multiply_vector(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 4 + kEpilogueWords;
    vector_job<T> job = {(const T*)mk_resolve(ctx, w[1]), (const T*)mk_resolve(ctx, w[2]), (T*)mk_resolve(ctx, w[3]), sizes[0], sizes[1],
                         epilogue<T>::parse(ctx, w + 4)};
    const int64_t units = (job.n + kUnitColumns - 1) / kUnitColumns;
    mk_parallel(ctx, units, 1 + kGrainBytes / (((job.k + 1) * kUnitColumns) * (int64_t)sizeof(T)), vector_part<T>, &job);
}

}  // namespace

MK_KERNEL(vector_product) {
    if (w[0] == MK_F64) multiply_vector<double>(ctx, w);
    else multiply_vector<float>(ctx, w);
}
