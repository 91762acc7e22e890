// Copies bytes, split among the threads.
//   words: x, y, bytes
#include <string.h>

#include "../kernel.h"

namespace {

struct copy_job {
    const char* x;
    char* y;
};

void copy_part(void* arg, int64_t begin, int64_t end) {
    const copy_job* job = (const copy_job*)arg;
    memcpy(job->y + begin, job->x + begin, (size_t)(end - begin));
}

void copy(const mk_context* c, const int64_t* words) {
    copy_job job = {(const char*)mk_resolve(c, words[0]), (char*)mk_resolve(c, words[1])};
    mk_parallel(c, words[2], 1 << 18, copy_part, &job);
}

}  // namespace
