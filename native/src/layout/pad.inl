// Puts x inside a larger y.
//   words: mode (0 constant, 1 reflect, 2 symmetric, 3 edge), bytes of an element, bits of the constant, x, y, rank,
//          dims of x, elements before in each dimension, dims of y
#include "../simd/rows.h"

namespace {

struct pad_job {
    int64_t mode, bytes;
    uint64_t value;
    const char* x;
    char* y;
    int64_t rank, x_dims[kMaxRank], before[kMaxRank], y_dims[kMaxRank];
    int64_t block;  // bytes that stay together: the trailing dimensions that are not padded
};

// Where in x the index i of y comes from; -1: from nowhere.
MK_INLINE int64_t pad_source(int64_t mode, int64_t i, int64_t before, int64_t n) {
    int64_t at = i - before;
    if (at >= 0 && at < n) return at;
    switch (mode) {
        case 0: return -1;
        case 1: return at < 0 ? -at : 2 * n - 2 - at;
        case 2: return at < 0 ? -at - 1 : 2 * n - 1 - at;
        default: return at < 0 ? 0 : n - 1;
    }
}

void pad_fill(char* y, int64_t bytes, uint64_t value, int64_t element) {
    if (value == 0) {
        __builtin_memset(y, 0, (size_t)bytes);
    } else if (element == 1) {
        __builtin_memset(y, (int)value, (size_t)bytes);
    } else if (element == 2) {
        for (int64_t i = 0; i < bytes / 2; i++) ((uint16_t*)y)[i] = (uint16_t)value;
    } else if (element == 4) {
        for (int64_t i = 0; i < bytes / 4; i++) ((uint32_t*)y)[i] = (uint32_t)value;
    } else {
        for (int64_t i = 0; i < bytes / 8; i++) ((uint64_t*)y)[i] = value;
    }
}

// Rows of y: all dimensions but the last.
void pad_rows(void* arg, int64_t begin, int64_t end) {
    const pad_job& job = *(const pad_job*)arg;
    const int64_t last = job.rank - 1, n = job.x_dims[last], before = job.before[last], width = job.y_dims[last], block = job.block;
    for (int64_t row = begin; row < end; row++) {
        char* y = job.y + row * width * block;
        int64_t rest = row, x_row = 0, scale = 1;
        for (int64_t d = last - 1; d >= 0 && x_row >= 0; d--) {
            const int64_t at = pad_source(job.mode, rest % job.y_dims[d], job.before[d], job.x_dims[d]);
            rest /= job.y_dims[d];
            x_row = at < 0 ? -1 : x_row + at * scale;
            scale *= job.x_dims[d];
        }
        if (x_row < 0) {
            pad_fill(y, width * block, job.value, job.bytes);
            continue;
        }
        const char* x = job.x + x_row * n * block;
        if (job.mode == 0) {
            pad_fill(y, before * block, job.value, job.bytes);
            pad_fill(y + (before + n) * block, (width - before - n) * block, job.value, job.bytes);
        } else {
            for (int64_t i = 0; i < before; i++) __builtin_memcpy(y + i * block, x + pad_source(job.mode, i, before, n) * block, (size_t)block);
            for (int64_t i = before + n; i < width; i++) __builtin_memcpy(y + i * block, x + pad_source(job.mode, i, before, n) * block, (size_t)block);
        }
        __builtin_memcpy(y + before * block, x, (size_t)(n * block));
    }
}

}  // namespace

MK_KERNEL(pad) {
    pad_job job = {w[0], w[1], (uint64_t)w[2], (const char*)mk_resolve(ctx, w[3]), (char*)mk_resolve(ctx, w[4]), w[5], {}, {}, {}, w[1]};
    const int64_t* p = w + 6;
    for (int64_t d = 0; d < job.rank; d++) {
        job.x_dims[d] = p[d];
        job.before[d] = p[job.rank + d];
        job.y_dims[d] = p[2 * job.rank + d];
    }
    while (job.rank > 1 && job.x_dims[job.rank - 1] == job.y_dims[job.rank - 1]) job.block *= job.x_dims[--job.rank];
    int64_t rows = 1;
    for (int64_t d = 0; d + 1 < job.rank; d++) rows *= job.y_dims[d];
    const int64_t row_bytes = job.y_dims[job.rank - 1] * job.block;
    if (row_bytes <= 0) return;
    mk_parallel(ctx, rows, 1 + (1 << 17) / row_bytes, pad_rows, &job);
}
