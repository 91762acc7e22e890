// Every element the same.
//   words: bytes of an element, the element's bits, y, count
#include "../simd/types.h"

namespace {

struct fill_job {
    uint64_t value;
    void* y;
};

template <class T>
void fill_part(void* arg, int64_t begin, int64_t end) {
    const fill_job& job = *(const fill_job*)arg;
    T* y = (T*)job.y;
    const T value = (T)job.value;
    for (int64_t i = begin; i < end; i++) y[i] = value;
}

}  // namespace

MK_KERNEL(fill) {
    fill_job job = {(uint64_t)w[1], mk_resolve(ctx, w[2])};
    const auto body = w[0] == 8 ? fill_part<uint64_t> : w[0] == 4 ? fill_part<uint32_t> : w[0] == 2 ? fill_part<uint16_t> : fill_part<uint8_t>;
    mk_parallel(ctx, w[3], 1 << 16, body, &job);
}
