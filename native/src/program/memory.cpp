#include <stdlib.h>
#include <string.h>

#include "markhor.h"

extern "C" {

void* mk_alloc(int64_t bytes) {
    if (bytes < 0) return nullptr;
    size_t rounded = ((size_t)bytes + 63) & ~(size_t)63;
    return aligned_alloc(64, rounded ? rounded : 64);
}

void mk_free(void* memory) { free(memory); }

void mk_copy(void* target, const void* source, int64_t bytes) { memcpy(target, source, (size_t)bytes); }

void mk_fill(void* target, int32_t value, int64_t bytes) { memset(target, value, (size_t)bytes); }

}  // extern "C"
