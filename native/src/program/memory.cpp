#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "markhor.h"

namespace {

// From here on memory is asked for in huge pages: far fewer faults when weights are read, fewer address translations later.
constexpr size_t HUGE_PAGE = 2 << 20, BIG = 8 << 20;

size_t round_up(size_t bytes, size_t unit) { return (bytes + unit - 1) & ~(unit - 1); }

}  // namespace

extern "C" {

void* mk_alloc(int64_t bytes) {
    if (bytes < 0 || bytes > INT64_MAX - (int64_t)HUGE_PAGE) return nullptr;
    if ((size_t)bytes < BIG) return aligned_alloc(64, bytes ? round_up((size_t)bytes, 64) : 64);
    void* memory = aligned_alloc(HUGE_PAGE, round_up((size_t)bytes, HUGE_PAGE));
#ifdef MADV_HUGEPAGE
    if (memory) madvise(memory, (size_t)bytes & ~(HUGE_PAGE - 1), MADV_HUGEPAGE);
#endif
    return memory;
}

void mk_free(void* memory) { free(memory); }

void mk_copy(void* target, const void* source, int64_t bytes) { memcpy(target, source, (size_t)bytes); }

void mk_fill(void* target, int32_t value, int64_t bytes) { memset(target, value, (size_t)bytes); }

}  // extern "C"
