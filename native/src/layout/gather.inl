// y[o, i, :] = table[o, index[i], :]. An index outside the table gives zeros and is reported.
//   words: bytes of a row, table [outer, rows, bytes], rows, type of the indices (i32, i64), indices [count], y, outer, count,
//          report (an int64 that becomes 1 + the place of an index outside the table; or none)
#include "../simd/types.h"

namespace {

struct gather_job {
    int64_t bytes, rows, count;
    bool wide;
    const char* table;
    const void* indices;
    char* y;
    int64_t* report;
};

void gather_rows(void* arg, int64_t begin, int64_t end) {
    const gather_job& job = *(const gather_job*)arg;
    for (int64_t i = begin; i < end; i++) {
        const int64_t o = i / job.count, at = i % job.count;
        const int64_t index = job.wide ? ((const int64_t*)job.indices)[at] : ((const int32_t*)job.indices)[at];
        char* y = job.y + i * job.bytes;
        if (index < 0 || index >= job.rows) {
            __builtin_memset(y, 0, (size_t)job.bytes);
            if (job.report) __atomic_store_n(job.report, 1 + at, __ATOMIC_RELAXED);
        } else {
            __builtin_memcpy(y, job.table + (o * job.rows + index) * job.bytes, (size_t)job.bytes);
        }
    }
}

}  // namespace

MK_KERNEL(gather) {
    gather_job job = {w[0], w[2], w[7], w[3] == MK_I64, (const char*)mk_resolve(ctx, w[1]), mk_resolve(ctx, w[4]), (char*)mk_resolve(ctx, w[5]), (int64_t*)mk_resolve(ctx, w[8])};
    if (job.bytes <= 0 || job.count <= 0) return;
    mk_parallel(ctx, w[6] * job.count, 1 + (1 << 16) / job.bytes, gather_rows, &job);
}
