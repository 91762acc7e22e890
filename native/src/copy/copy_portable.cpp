#include "copy.inl"

extern "C" void mk_copy_portable(const mk_context* c, const int64_t* words) { copy(c, words); }
