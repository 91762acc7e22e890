#include "tables.h"

#include "markhor.h"

#define MK_OP(number, name)                                                  \
    extern "C" void mk_##name##_portable(const mk_context*, const int64_t*); \
    extern "C" void mk_##name##_avx2(const mk_context*, const int64_t*);     \
    extern "C" void mk_##name##_avx512(const mk_context*, const int64_t*);
#include "../opcodes.def"
#undef MK_OP

namespace {

#define MK_OP(number, name)                                              \
    static_assert(number > 0 && number < MK_OPCODES, "opcode of " #name); \
    table.kernel[number] = mk_##name##_portable;
constexpr mk_kernel_table make_portable() {
    mk_kernel_table table = {};
#include "../opcodes.def"
    return table;
}
#undef MK_OP
constexpr mk_kernel_table portable = make_portable();

#ifdef __x86_64__
#define MK_OP(number, name) table.kernel[number] = mk_##name##_avx2;
constexpr mk_kernel_table make_avx2() {
    mk_kernel_table table = {};
#include "../opcodes.def"
    return table;
}
#undef MK_OP
constexpr mk_kernel_table avx2 = make_avx2();

#define MK_OP(number, name) table.kernel[number] = mk_##name##_avx512;
constexpr mk_kernel_table make_avx512() {
    mk_kernel_table table = {};
#include "../opcodes.def"
    return table;
}
#undef MK_OP
constexpr mk_kernel_table avx512 = make_avx512();
#endif

// Two instructions with one number would silently hide each other in the tables; as cases of a switch they do not compile.
#define MK_OP(number, name) case number:
constexpr bool unique(int opcode) {
    switch (opcode) {
#include "../opcodes.def"
        return true;
        default: return false;
    }
}
#undef MK_OP
static_assert(!unique(0), "no instruction has number 0");

}  // namespace

const mk_kernel_table* mk_table_of(int isa) {
#ifdef __x86_64__
    if (isa == MK_AVX2) return &avx2;
    if (isa == MK_AVX512) return &avx512;
#else
    (void)isa;
#endif
    return &portable;
}
