// where(condition, a, b) with broadcasting; elements are moved as bits.
//   words: bytes of an element, condition (bools), a, b, y, rank, dims, strides of condition, a, b (elements; 0: broadcast)
#include "../simd/rows.h"

namespace {

struct select_job {
    const uint8_t* condition;
    const void* a;
    const void* b;
    void* y;
    broadcast<3> shape;
};

template <class T>
void select_rows(void* arg, int64_t begin, int64_t end) {
    const select_job& job = *(const select_job*)arg;
    const broadcast<3>& s = job.shape;
    const int64_t sc = s.inner(0), sa = s.inner(1), sb = s.inner(2);
    walk_rows(s, begin, end, [&](const int64_t* at, int64_t to, int64_t n) {
        const uint8_t* c = job.condition + at[0];
        const T *a = (const T*)job.a + at[1], *b = (const T*)job.b + at[2];
        T* y = (T*)job.y + to;
        if (sc == 1 && sa == 1 && sb == 1) {
#pragma GCC ivdep
            for (int64_t i = 0; i < n; i++) y[i] = c[i] ? a[i] : b[i];
        } else if (sc == 0) {
            const T* from = *c ? a : b;
            const int64_t stride = *c ? sa : sb;
#pragma GCC ivdep
            for (int64_t i = 0; i < n; i++) y[i] = from[i * stride];
        } else {
            for (int64_t i = 0; i < n; i++) y[i] = c[i * sc] ? a[i * sa] : b[i * sb];
        }
    });
}

}  // namespace

MK_KERNEL(select) {
    const broadcast<3> shape = broadcast<3>::parse(w + 5);
    select_job job = {(const uint8_t*)mk_resolve(ctx, w[1]), mk_resolve(ctx, w[2]), mk_resolve(ctx, w[3]), mk_resolve(ctx, w[4]), shape};
    const auto body = w[0] == 8 ? select_rows<uint64_t> : w[0] == 4 ? select_rows<uint32_t> : w[0] == 2 ? select_rows<uint16_t> : select_rows<uint8_t>;
    mk_parallel(ctx, job.shape.pieces(), job.shape.grain(), body, &job);
}
