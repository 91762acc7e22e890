// Convolutions by OpenBLAS: inputs are gathered into rows, some results at a time.
//   words of blas_convolution: type (f32, f64), x, weights, y, scratch, epilogue, batch, channels, filters, groups,
//     axes depth, height, width, rows of a block, slots, bytes of a slot
//   words of blas_transposed_convolution: the same without groups
// Slots are parts of scratch, and of the work, for as many threads.
#include "../gemm/grid.inl"
#include "product.inl"

namespace {

template <class T>
struct blas_conv_job {
    const mk_blas* blas;
    const T *x, *weights;
    T* y;
    char* scratch;
    epilogue<T> out;
    int64_t channels, filters, groups;
    conv_grid grid;
    int64_t results, rows, slots, slot_bytes;
    bool pointwise;
};

// Inputs of one tap, or zeros.
template <class T>
void gather_tap(const blas_conv_job<T>& job, const grid_cursor& at, const grid_tap& tap, int64_t group, int64_t count, T* target) {
    const int64_t pixel = tap.pixel(at);
    if (pixel < 0) {
        for (int64_t c = 0; c < count; c++) target[c] = 0;
    } else {
        const T* source = job.x + pixel * job.channels + group * count;
        for (int64_t c = 0; c < count; c++) target[c] = source[c];
    }
}

constexpr int64_t kTapsAtOnce = 32;

template <class T>
void gather_rows(const blas_conv_job<T>& job, int64_t first, int64_t count, int64_t group, int64_t inputs, T* buffer) {
    const int64_t all = job.grid.taps();
    for (int64_t from = 0; from < all; from += kTapsAtOnce) {
        const int64_t taps = all - from < kTapsAtOnce ? all - from : kTapsAtOnce;
        grid_tap tap[kTapsAtOnce];
        for (int64_t t = 0; t < taps; t++) tap[t] = grid_tap::of(job.grid, from + t);
        grid_cursor at(job.grid, first);
        for (int64_t i = 0; i < count; i++, at.next())
            for (int64_t t = 0; t < taps; t++) gather_tap(job, at, tap[t], group, inputs, buffer + (i * all + from + t) * inputs);
    }
}

template <class T>
void blas_conv_block(const blas_conv_job<T>& job, int64_t first, int64_t count, T* buffer) {
    const int64_t inputs = job.channels / job.groups, outputs = job.filters / job.groups, taps = job.grid.taps(), k = taps * inputs;
    for (int64_t group = 0; group < job.groups; group++) {
        if (!job.pointwise) {
            gather_rows(job, first, count, group, inputs, buffer);
        }
        T* y = job.y + first * job.filters + group * outputs;
        const T* residual = job.out.residual ? job.out.residual + (y - job.y) : nullptr;
        const T* bias = job.out.bias ? job.out.bias + group * outputs : nullptr;
        for (int64_t i = 0; i < count; i++) {
            start_row(bias, residual ? residual + i * job.filters : nullptr, y + i * job.filters, outputs);
        }
        const T* a = job.pointwise ? job.x + first * job.channels + group * inputs : buffer;
        blas_multiply(job.blas, count, outputs, k, a, {false, job.pointwise ? job.channels : k}, job.weights + group * outputs,
                      {false, job.filters}, y, job.filters);
        for (int64_t i = 0; i < count; i++) finish_row_of_product(job.out, y + i * job.filters, outputs);
    }
}

template <class T>
void blas_transposed_block(const blas_conv_job<T>& job, int64_t first, int64_t count, T* buffer) {
    const int64_t channels = job.channels, filters = job.filters;
    T* sums = buffer + count * channels;
    grid_cursor at(job.grid, first);
    for (int64_t i = 0; i < count; i++, at.next()) {
        const T* residual = job.out.residual ? job.out.residual + at.place() * filters : nullptr;
        start_row(job.out.bias, residual, sums + i * filters, filters);
    }
    for (int64_t t = 0; t < job.grid.taps(); t++) {
        const grid_tap tap = grid_tap::of(job.grid, t);
        grid_cursor from(job.grid, first);
        for (int64_t i = 0; i < count; i++, from.next()) gather_tap(job, from, tap, 0, channels, buffer + i * channels);
        blas_multiply(job.blas, count, filters, channels, buffer, {false, channels}, job.weights + tap.number * filters * channels,
                      {true, channels}, sums, filters);
    }
    grid_cursor to(job.grid, first);
    for (int64_t i = 0; i < count; i++, to.next()) {
        T* y = job.y + to.place() * filters;
        for (int64_t f = 0; f < filters; f++) y[f] = sums[i * filters + f];
        finish_row_of_product(job.out, y, filters);
    }
}

template <class T, void (*block)(const blas_conv_job<T>&, int64_t, int64_t, T*)>
void blas_conv_slots(void* arg, int64_t begin, int64_t end) {
    const blas_conv_job<T>& job = *(const blas_conv_job<T>*)arg;
    const int64_t blocks = (job.results + job.rows - 1) / job.rows;
    for (int64_t slot = begin; slot < end; slot++) {
        T* buffer = (T*)(job.scratch + slot * job.slot_bytes);
        for (int64_t i = blocks * slot / job.slots; i < blocks * (slot + 1) / job.slots; i++) {
            const int64_t first = job.results * i / blocks;
            block(job, first, job.results * (i + 1) / blocks - first, buffer);
        }
    }
}

constexpr int64_t kThreeAxes = 3 * kAxisWords;

template <class T>
blas_conv_job<T> blas_conv_parse(const mk_context* ctx, const int64_t* w, int64_t groups, const int64_t* axes) {
    const int64_t* sizes = w + 5 + kEpilogueWords;
    blas_conv_job<T> job = {};
    job.blas = mk_get_blas();
    job.x = (const T*)mk_resolve(ctx, w[1]);
    job.weights = (const T*)mk_resolve(ctx, w[2]);
    job.y = (T*)mk_resolve(ctx, w[3]);
    job.scratch = (char*)mk_resolve(ctx, w[4]);
    job.out = epilogue<T>::parse(ctx, w + 5);
    job.channels = sizes[1];
    job.filters = sizes[2];
    job.groups = groups;
    job.rows = axes[kThreeAxes];
    job.slots = axes[kThreeAxes + 1];
    job.slot_bytes = axes[kThreeAxes + 2];
    return job;
}

template <class T>
void blas_convolve(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 5 + kEpilogueWords;
    blas_conv_job<T> job = blas_conv_parse<T>(ctx, w, sizes[3], sizes + 4);
    job.grid = conv_grid::of(sizes + 4);
    job.pointwise = job.grid.pointwise();
    job.results = sizes[0] * job.grid.positions();
    if (job.results == 0 || job.filters == 0) return;
    mk_parallel(ctx, job.slots, 1, blas_conv_slots<T, blas_conv_block<T>>, &job);
}

template <class T>
void blas_convolve_transposed(const mk_context* ctx, const int64_t* w) {
    const int64_t* sizes = w + 5 + kEpilogueWords;
    const int64_t* axes = sizes + 3;
    blas_conv_job<T> job = blas_conv_parse<T>(ctx, w, 1, axes);
    if (sizes[0] == 0 || job.filters == 0) return;
    for (int64_t phase = 0; phase < conv_grid::phases(axes); phase++) {
        job.grid = conv_grid::of_phase(axes, phase);
        job.results = sizes[0] * job.grid.positions();
        if (job.results > 0) mk_parallel(ctx, job.slots, 1, blas_conv_slots<T, blas_transposed_block<T>>, &job);
    }
}

}  // namespace

MK_KERNEL(blas_convolution) {
    if (w[0] == MK_F64) blas_convolve<double>(ctx, w);
    else blas_convolve<float>(ctx, w);
}

MK_KERNEL(blas_transposed_convolution) {
    if (w[0] == MK_F64) blas_convolve_transposed<double>(ctx, w);
    else blas_convolve_transposed<float>(ctx, w);
}
