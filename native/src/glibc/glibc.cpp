// What is compiled for glibc may load under musl too, whose loader leaves functions that it lacks to their first call: that ends the process. This
// reference is in every library and is resolved as it is loaded, so that musl's loader refuses them.
#include <gnu/libc-version.h>

extern "C" {
extern const char* (*const mk_needs_glibc)();
const char* (*const mk_needs_glibc)() = gnu_get_libc_version;
}
