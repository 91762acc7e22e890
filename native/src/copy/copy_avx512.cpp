#include "copy.inl"

extern "C" void mk_copy_avx512(const mk_context* c, const int64_t* words) { copy(c, words); }
