// Whether a symbol comes from the folder that this library was loaded from.
#pragma once
#include <dlfcn.h>
#include <string.h>

static inline bool mk_is_beside(const void* function, const void* own) {
    Dl_info theirs, ours;
    if (!dladdr(function, &theirs) || !dladdr(own, &ours) || !theirs.dli_fname || !ours.dli_fname) return false;
    const char* end = strrchr(ours.dli_fname, '/');
    size_t folder = end ? (size_t)(end - ours.dli_fname) + 1 : 0;
    return strncmp(theirs.dli_fname, ours.dli_fname, folder) == 0 && !strchr(theirs.dli_fname + folder, '/');
}
