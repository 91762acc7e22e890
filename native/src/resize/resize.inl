// Resizes images [batch, height, width, channels]: each output row is a weighted sum of `taps` input rows, each output column of
// `taps` input columns; which, and with what weights, the caller has tabulated (dev.markhor.binding.ResizeTable).
//   words: type, taps, x, y, batch, input height, input width, channels, output height, output width,
//          row indices (i32 [output height, taps]), row weights (f32), column indices (i32 [output width, taps]), column weights (f32)
// taps 1 copies (nearest): no weights, any type. Otherwise f32 or f64.
#include "../simd/simd.h"
#include "../simd/types.h"

namespace {

constexpr int kMaxTaps = 64;

struct resize_job {
    const char* x;
    char* y;
    int64_t taps, in_height, in_width, channels, out_height, out_width, bytes;
    const int32_t *row_index, *column_index;
    const float *row_weight, *column_weight;
};

void resize_copy(void* arg, int64_t begin, int64_t end) {
    const resize_job& job = *(const resize_job*)arg;
    const int64_t pixel = job.channels * job.bytes;
    for (int64_t row = begin; row < end; row++) {
        const int64_t b = row / job.out_height, h = row % job.out_height;
        const char* x = job.x + (b * job.in_height + job.row_index[h]) * job.in_width * pixel;
        char* y = job.y + row * job.out_width * pixel;
        for (int64_t o = 0; o < job.out_width; o++, y += pixel) {
            const char* from = x + job.column_index[o] * pixel;
            if (pixel == 4) __builtin_memcpy(y, from, 4);
            else __builtin_memcpy(y, from, (size_t)pixel);
        }
    }
}

// One pixel: columns within a row first, then the rows.
template <int T, bool partial>
MK_INLINE vf resize_point(const float* const* rows, const float* row_weight, const int64_t* columns, const float* column_weight,
                          int64_t taps, int64_t c, int64_t lanes) {
    vf total = vset(0);
    for (int64_t i = 0; i < (T ? T : taps); i++) {
        vf line = vset(0);
        for (int64_t k = 0; k < (T ? T : taps); k++) {
            const float* p = rows[i] + columns[k] + c;
            line = vfma(partial ? vload_n(p, lanes) : vload(p), vset(column_weight[k]), line);
        }
        total = vfma(line, vset(row_weight[i]), total);
    }
    return total;
}

template <int T>
void resize_f32(void* arg, int64_t begin, int64_t end) {
    const resize_job& job = *(const resize_job*)arg;
    const int64_t taps = T ? T : job.taps, channels = job.channels;
    for (int64_t row = begin; row < end; row++) {
        const int64_t b = row / job.out_height, h = row % job.out_height;
        const float* rows[kMaxTaps];
        for (int64_t i = 0; i < taps; i++)
            rows[i] = (const float*)job.x + (b * job.in_height + job.row_index[h * taps + i]) * job.in_width * channels;
        float* y = (float*)job.y + row * job.out_width * channels;
        const float* row_weight = job.row_weight + h * taps;
        for (int64_t o = 0; o < job.out_width; o++, y += channels) {
            int64_t columns[kMaxTaps];
            for (int64_t k = 0; k < taps; k++) columns[k] = job.column_index[o * taps + k] * channels;
            const float* column_weight = job.column_weight + o * taps;
            int64_t c = 0;
            for (; c + VW <= channels; c += VW)
                vstore(y + c, resize_point<T, false>(rows, row_weight, columns, column_weight, taps, c, VW));
            if (c < channels)
                vstore_n(y + c, resize_point<T, true>(rows, row_weight, columns, column_weight, taps, c, channels - c), channels - c);
        }
    }
}

void resize_f64(void* arg, int64_t begin, int64_t end) {
    const resize_job& job = *(const resize_job*)arg;
    const int64_t taps = job.taps, channels = job.channels;
    for (int64_t row = begin; row < end; row++) {
        const int64_t b = row / job.out_height, h = row % job.out_height;
        double* y = (double*)job.y + row * job.out_width * channels;
        for (int64_t o = 0; o < job.out_width; o++)
            for (int64_t c = 0; c < channels; c++) {
                double total = 0;
                for (int64_t i = 0; i < taps; i++) {
                    const double* x = (const double*)job.x + (b * job.in_height + job.row_index[h * taps + i]) * job.in_width * channels;
                    double line = 0;
                    for (int64_t k = 0; k < taps; k++)
                        line += x[job.column_index[o * taps + k] * channels + c] * (double)job.column_weight[o * taps + k];
                    total += line * (double)job.row_weight[h * taps + i];
                }
                y[o * channels + c] = total;
            }
    }
}

}  // namespace

MK_KERNEL(resize) {
    resize_job job = {(const char*)mk_resolve(ctx, w[2]), (char*)mk_resolve(ctx, w[3]), w[1], w[5], w[6], w[7], w[8], w[9], size_of_type(w[0]),
                      (const int32_t*)mk_resolve(ctx, w[10]), (const int32_t*)mk_resolve(ctx, w[12]),
                      (const float*)mk_resolve(ctx, w[11]), (const float*)mk_resolve(ctx, w[13])};
    const int64_t cost = job.out_width * job.channels * job.taps * job.taps;
    if (cost <= 0 || job.taps > kMaxTaps) return;
    const auto body = job.taps == 1 ? resize_copy : w[0] == MK_F64 ? resize_f64 : job.taps == 2 ? resize_f32<2> : job.taps == 4 ? resize_f32<4> : resize_f32<0>;
    mk_parallel(ctx, w[4] * job.out_height, 1 + (1 << 15) / cost, body, &job);
}
